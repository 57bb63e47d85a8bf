"""A receiver in C# as a minimal API. It was not run, because the .NET SDK could not be installed where it was written."""

from __future__ import annotations

from typing import Final

CSHARP: Final = """\
// Receives one webhook of Ongoing WMS. .NET 8 or newer, as Program.cs of a project made with "dotnet new web".
// It checks the credential, stores the event, answers, and processes the event afterwards. Put your code into Handle().
// This program was not run when it was written: prove it before you use it.
#nullable enable
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

const string Webhook = @NAME@;
const string ReceiverPath = @PATH@;
const int LongestBody = 10 * 1024 * 1024;
// The folder of stored events. Delete files that are older than a few days: Ongoing sends again for at most one day.
var events = Environment.GetEnvironmentVariable("WEBHOOK_EVENTS") ?? "events";
@SECRET@
var waiting = new BlockingCollection<string>();

// Your part. It is called once for each event, in the order of arrival; after an error, again at the next start.
void Handle(@TYPE@ received)
{
    Console.WriteLine($"{Webhook} {received.WebhookEventId} {received.Timestamp}");
}

@CHECK@
// Stores an event durably, unless it is stored already: the same event may arrive more than once, even at once.
void Store(JsonElement received, byte[] body)
{
    string Raw(string member) => received.TryGetProperty(member, out var value) ? value.GetRawText() : "null";
    var key = $"{Raw("system")}\\n{Raw(@ID@)}\\n{Raw("webhookEventId")}";
    var name = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    var final = Path.Combine(events, name + ".json");
    var made = Path.Combine(events, Path.GetRandomFileName());
    using (var file = new FileStream(made, FileMode.CreateNew))
    {
        file.Write(body);
        file.Flush(flushToDisk: true);
    }
    try
    {
        File.Move(made, final, overwrite: false);
    }
    catch (IOException) when (File.Exists(final))
    {
        File.Delete(made);
        return;
    }
    waiting.Add(final);
}

// Processes the stored events one by one.
void Work()
{
    foreach (var path in waiting.GetConsumingEnumerable())
    {
        var done = Path.ChangeExtension(path, "done");
        if (File.Exists(done)) continue;
        try
        {
            Handle(JsonSerializer.Deserialize<@TYPE@>(File.ReadAllBytes(path))!);
            File.WriteAllBytes(done, []);
        }
        catch (Exception error)
        {
            Console.Error.WriteLine(error);
        }
    }
}

async Task<int> Receive(HttpRequest request)
{
    using var buffer = new MemoryStream();
    var part = new byte[65536];
    for (int read; (read = await request.Body.ReadAsync(part)) > 0;)
    {
        if (buffer.Length + read > LongestBody) return 413;
        buffer.Write(part, 0, read);
    }
    if (request.Method != "POST") return 405;
    var target = request.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
    if (target.Split('?')[0] != ReceiverPath) return 404;
    if (!Authorized(request)) return 401;
    try
    {
        using var document = JsonDocument.Parse(buffer.ToArray());
        if (document.RootElement.ValueKind != JsonValueKind.Object) return 400;
        Store(document.RootElement, buffer.ToArray());
        return 200;
    }
    catch (JsonException)
    {
        return 400;
    }
}

Directory.CreateDirectory(events);
// First the events that an earlier run did not finish.
foreach (var path in Directory.GetFiles(events, "*.json").OrderBy(File.GetLastWriteTimeUtc)) waiting.Add(path);
new Thread(Work) { IsBackground = true }.Start();
var app = WebApplication.CreateBuilder(args).Build();
app.Run(async context =>
{
    var status = await Receive(context.Request);
    if (status == 401 && challenge != "") context.Response.Headers.WWWAuthenticate = challenge;
    context.Response.StatusCode = status;
    context.Response.ContentLength = 0;
});
app.Urls.Add($"http://127.0.0.1:{Environment.GetEnvironmentVariable("PORT") ?? "8000"}");
await app.StartAsync();
Console.WriteLine($"listening on port {new Uri(app.Urls.First()).Port}");
await app.WaitForShutdownAsync();
return 0;

@TYPES@
"""

READ: Final = """
// The secret is read from the file named by WEBHOOK_SECRET_FILE, or from WEBHOOK_SECRET; it is never in this program.
var secretFile = Environment.GetEnvironmentVariable("WEBHOOK_SECRET_FILE");
var secret = secretFile is not null
    ? File.ReadAllText(secretFile).TrimEnd('\\r', '\\n')
    : Environment.GetEnvironmentVariable("WEBHOOK_SECRET") ?? "";
if (secret == "")
{
    Console.Error.WriteLine("Set WEBHOOK_SECRET_FILE or WEBHOOK_SECRET: without a secret, every request would have to be refused.");
    return 1;
}
"""

CHECK: Final = """\
const string header = @HEADER@;
const string prefix = @PREFIX@;
const string challenge = @CHALLENGE@;
var expected = SHA256.HashData(Encoding.UTF8.GetBytes(@EXPECTED@));

// Exactly one header with the whole credential. Hashing first hides even its length from measurements of time.
bool Authorized(HttpRequest request)
{
    var values = request.Headers[header];
    var given = values.Count == 1 ? values[0]!.Trim() : "";
    if (prefix != "" && given.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
    {
        given = prefix + given[prefix.Length..].Trim();
    }
    return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.Latin1.GetBytes(given)), expected);
}
"""

OPEN: Final = """\
const string challenge = "";

// The webhook uses no authentication: anyone who knows the address can send anything.
bool Authorized(HttpRequest request) => true;
"""
