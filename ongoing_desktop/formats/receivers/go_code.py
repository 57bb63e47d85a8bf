"""A receiver in Go."""

from __future__ import annotations

from typing import Final

GO: Final = """\
// Receives one webhook of Ongoing WMS. Go 1.19 or newer, standard library only.
// It checks the credential, stores the event, answers, and processes the event afterwards. Put your code into handle().
package main

import (
@IMPORTS@)

const (
	webhook     = @NAME@
	path        = @PATH@
	longestBody = 10 << 20
)

var (
	// The folder of stored events. Delete files that are older than a few days: Ongoing sends again for at most one day.
	events  = setting("WEBHOOK_EVENTS", "events")
	waiting = make(chan string, 100000)
@SECRET@)

// Your part. It is called once for each event, in the order of arrival; after an error, again at the next start.
func handle(event @TYPE@) error {
	id, at := int64(0), ""
	if event.WebhookEventId != nil {
		id = *event.WebhookEventId
	}
	if event.Timestamp != nil {
		at = *event.Timestamp
	}
	fmt.Println(webhook, id, at)
	return nil
}

@CHECK@
// Stores an event durably, unless it is stored already: the same event may arrive more than once, even at once.
func store(event map[string]any, body []byte) error {
	key := fmt.Sprintf("%v\\n%v\\n%v", event["system"], event[@ID@], event["webhookEventId"])
	final := filepath.Join(events, fmt.Sprintf("%x.json", sha256.Sum256([]byte(key))))
	made, err := os.CreateTemp(events, "new*.tmp")
	if err != nil {
		return err
	}
	defer os.Remove(made.Name())
	_, err = made.Write(body)
	if err == nil {
		err = made.Sync()
	}
	if closed := made.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Link(made.Name(), final)
	}
	if os.IsExist(err) {
		return nil
	}
	if err == nil {
		waiting <- final
	}
	return err
}

// Processes the stored events one by one.
func work() {
	for name := range waiting {
		done := strings.TrimSuffix(name, "json") + "done"
		if _, err := os.Stat(done); err == nil {
			continue
		}
		body, err := os.ReadFile(name)
		var event @TYPE@
		if err == nil {
			err = json.Unmarshal(body, &event)
		}
		if err == nil {
			err = handle(event)
		}
		if err == nil {
			err = os.WriteFile(done, nil, 0o600)
		}
		if err != nil {
			log.Println(err)
		}
	}
}

func receive(response http.ResponseWriter, request *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(response, request.Body, longestBody))
	status := http.StatusOK
	var event map[string]any
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	switch {
	case err != nil:
		status = http.StatusRequestEntityTooLarge
	case request.Method != http.MethodPost:
		status = http.StatusMethodNotAllowed
	case request.URL.EscapedPath() != path:
		status = http.StatusNotFound
	case !authorized(request):
		status = http.StatusUnauthorized
		if challenge != "" {
			response.Header().Set("WWW-Authenticate", challenge)
		}
	case !utf8.Valid(body) || !json.Valid(body) || decoder.Decode(&event) != nil || event == nil:
		status = http.StatusBadRequest
	default:
		if err := store(event, body); err != nil {
			log.Println(err)
			status = http.StatusInternalServerError
		}
	}
	response.WriteHeader(status)
}

func setting(name, usual string) string {
	if found := os.Getenv(name); found != "" {
		return found
	}
	return usual
}
@READS@
func main() {
	if err := os.MkdirAll(events, 0o700); err != nil {
		log.Fatal(err)
	}
	// First the events that an earlier run did not finish.
	left, _ := filepath.Glob(filepath.Join(events, "*.json"))
	age := func(name string) int64 {
		if found, err := os.Stat(name); err == nil {
			return found.ModTime().UnixNano()
		}
		return 0
	}
	sort.Slice(left, func(one, other int) bool { return age(left[one]) < age(left[other]) })
	go work()
	go func() {
		for _, name := range left {
			waiting <- name
		}
	}()
	listener, err := net.Listen("tcp", "127.0.0.1:"+setting("PORT", "8000"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("listening on port", listener.Addr().(*net.TCPAddr).Port)
	log.Fatal(http.Serve(listener, http.HandlerFunc(receive)))
}
@TYPES@
"""

READ: Final = """\
	// The secret is read from the file named by WEBHOOK_SECRET_FILE, or from WEBHOOK_SECRET; it is never in this program.
	secret = readSecret()
"""

READS: Final = """
func readSecret() string {
	found := os.Getenv("WEBHOOK_SECRET")
	if file := os.Getenv("WEBHOOK_SECRET_FILE"); file != "" {
		data, err := os.ReadFile(file)
		if err != nil {
			log.Fatal(err)
		}
		found = strings.TrimRight(string(data), "\\r\\n")
	}
	if found == "" {
		log.Fatal("Set WEBHOOK_SECRET_FILE or WEBHOOK_SECRET: without a secret, every request would have to be refused.")
	}
	return found
}
"""

CHECK: Final = """\
const (
	header    = @HEADER@
	prefix    = @PREFIX@
	challenge = @CHALLENGE@
)

// Exactly one header with the whole credential. Hashing first hides even its length from measurements of time.
func authorized(request *http.Request) bool {
	values, given := request.Header.Values(header), ""
	if len(values) == 1 {
		given = strings.TrimSpace(values[0])
	}
	if prefix != "" && len(given) >= len(prefix) && strings.EqualFold(given[:len(prefix)], prefix) {
		given = prefix + strings.TrimSpace(given[len(prefix):])
	}
	one, other := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(@EXPECTED@))
	return subtle.ConstantTimeCompare(one[:], other[:]) == 1
}

"""

OPEN: Final = """\
const challenge = ""

// The webhook uses no authentication: anyone who knows the address can send anything.
func authorized(_ *http.Request) bool {
	return true
}

"""
IMPORTS: Final = (
    "bytes", "crypto/sha256", "encoding/json", "fmt", "io", "log", "net", "net/http", "os", "path/filepath", "sort",
    "strings", "unicode/utf8",
)  # fmt: skip
"""Imported in every case."""
