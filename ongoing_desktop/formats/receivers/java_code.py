"""A receiver in Java with the server of the JDK, and Jackson for JSON."""

from __future__ import annotations

from typing import Final

JAVA: Final = """\
// Receives one webhook of Ongoing WMS. Java 17 or newer, with Jackson (jackson-databind, -core and -annotations).
// It checks the credential, stores the event, answers, and processes the event afterwards. Put your code into handle().
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.security.MessageDigest;
import java.util.*;
import java.util.concurrent.*;

public final class Receiver {
    static final String WEBHOOK = @NAME@;
    static final String PATH = @PATH@;
    static final int LONGEST_BODY = 10 * 1024 * 1024;
    // The folder of stored events. Delete files that are older than a few days: Ongoing sends again for at most one day.
    static final Path EVENTS = Path.of(System.getenv().getOrDefault("WEBHOOK_EVENTS", "events"));
    static final ObjectMapper JSON = new ObjectMapper()
        .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
        .configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, true);
    static final BlockingQueue<Path> WAITING = new LinkedBlockingQueue<>();
@SECRET@
    // Your part. It is called once for each event, in the order of arrival; after an error, again at the next start.
    static void handle(@TYPE@ event) {
        System.out.println(WEBHOOK + " " + event.webhookEventId() + " " + event.timestamp());
    }

@CHECK@
    static byte[] hash(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (java.security.NoSuchAlgorithmException error) {
            throw new IllegalStateException(error);
        }
    }

    // Stores an event durably, unless it is stored already: the same event may arrive more than once, even at once.
    static void store(JsonNode event, byte[] body) throws IOException {
        String key = event.path("system") + "\\n" + event.path(@ID@) + "\\n" + event.path("webhookEventId");
        String name = HexFormat.of().formatHex(hash(key.getBytes(StandardCharsets.UTF_8)));
        Path stored = EVENTS.resolve(name + ".json");
        Path made = Files.createTempFile(EVENTS, "new", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
                channel.write(java.nio.ByteBuffer.wrap(body));
                channel.force(true);
            }
            Files.createLink(stored, made);
            WAITING.add(stored);
        } catch (FileAlreadyExistsException repeat) {
            // It is stored already.
        } finally {
            Files.delete(made);
        }
    }

    // Processes the stored events one by one.
    static void work() {
        while (true) {
            try {
                Path path = WAITING.take();
                Path done = Path.of(path.toString().replaceAll("json$", "done"));
                if (Files.exists(done)) continue;
                handle(JSON.readValue(path.toFile(), @TYPE@.class));
                Files.createFile(done);
            } catch (Exception error) {
                error.printStackTrace();
            }
        }
    }

    static int status(HttpExchange exchange, byte[] body) {
        if (body.length > LONGEST_BODY) return 413;
        if (!exchange.getRequestMethod().equals("POST")) return 405;
        if (!exchange.getRequestURI().getRawPath().equals(PATH)) return 404;
        if (!authorized(exchange)) return 401;
        JsonNode event;
        try {
            event = JSON.readTree(body);
        } catch (IOException error) {
            return 400;
        }
        if (event == null || !event.isObject()) return 400;
        try {
            store(event, body);
            return 200;
        } catch (IOException error) {
            error.printStackTrace();
            return 500;
        }
    }

    static void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
            int status = status(exchange, body);
            if (status == 401 && !CHALLENGE.isEmpty()) exchange.getResponseHeaders().set("WWW-Authenticate", CHALLENGE);
            exchange.sendResponseHeaders(status, -1);
        }
    }

    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(EVENTS);
        try (var paths = Files.list(EVENTS)) {
            // First the events that an earlier run did not finish.
            paths.filter(path -> path.toString().endsWith(".json"))
                .sorted(Comparator.comparing(path -> path.toFile().lastModified()))
                .forEach(WAITING::add);
        }
        Thread worker = new Thread(Receiver::work);
        worker.setDaemon(true);
        worker.start();
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8000"));
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 64);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", Receiver::receive);
        server.start();
        System.out.println("listening on port " + server.getAddress().getPort());
    }
@TYPES@
}
"""

READ: Final = """
    // The secret is read from the file named by WEBHOOK_SECRET_FILE, or from WEBHOOK_SECRET; it is never in this program.
    static final String SECRET = secret();

    static String secret() {
        String file = System.getenv("WEBHOOK_SECRET_FILE");
        String found = System.getenv().getOrDefault("WEBHOOK_SECRET", "");
        try {
            if (file != null) found = Files.readString(Path.of(file)).replaceAll("[\\\\r\\\\n]+$", "");
        } catch (IOException error) {
            System.err.println("The file of WEBHOOK_SECRET_FILE cannot be read.");
        }
        if (found.isEmpty()) {
            System.err.println("Set WEBHOOK_SECRET_FILE or WEBHOOK_SECRET: without a secret, every request would have to be refused.");
            System.exit(1);
        }
        return found;
    }
"""

CHECK: Final = """\
    static final String HEADER = @HEADER@;
    static final String PREFIX = @PREFIX@;
    static final String CHALLENGE = @CHALLENGE@;
    static final String EXPECTED = @EXPECTED@;

    // Exactly one header with the whole credential. Hashing first hides even its length from measurements of time.
    static boolean authorized(HttpExchange exchange) {
        List<String> values = exchange.getRequestHeaders().getOrDefault(HEADER, List.of());
        String given = values.size() == 1 ? values.get(0).trim() : "";
        if (!PREFIX.isEmpty() && given.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            given = PREFIX + given.substring(PREFIX.length()).trim();
        }
        byte[] expected = hash(EXPECTED.getBytes(StandardCharsets.UTF_8));
        return MessageDigest.isEqual(expected, hash(given.getBytes(StandardCharsets.ISO_8859_1)));
    }
"""

OPEN: Final = """\
    static final String CHALLENGE = "";

    // The webhook uses no authentication: anyone who knows the address can send anything.
    static boolean authorized(HttpExchange exchange) {
        return true;
    }
"""
