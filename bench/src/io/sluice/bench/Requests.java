package io.sluice.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;

/** Requests of one shape, in a buffer that is written anew for each. */
final class Requests {
    static final String WRITE_KEY = "bench";

    private static final byte[] BATCH_START = "{\"batch\":[".getBytes(US_ASCII);
    private static final byte[] BATCH_END = "]}".getBytes(US_ASCII);

    private final int events;
    private final long users;
    private final int head;
    private final byte[] bytes;

    /**
     * @param events in each request; a single one is sent without a batch around it
     * @param users whose events they are, in turn
     */
    Requests(int events, long users) {
        this.events = events;
        this.users = users;
        var batch = BATCH_START.length + events * (SampleEvent.BYTES + 1) - 1 + BATCH_END.length;
        var body = events == 1 ? SampleEvent.BYTES : batch;
        var key = Base64.getEncoder().encodeToString((WRITE_KEY + ":").getBytes(US_ASCII));
        var header =
                """
                POST /v1/%s HTTP/1.1\r
                Host: 127.0.0.1\r
                Authorization: Basic %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                """.formatted(events == 1 ? "identify" : "batch", key, body).getBytes(US_ASCII);
        head = header.length;
        bytes = new byte[head + body];
        System.arraycopy(header, 0, bytes, 0, head);
    }

    int events() {
        return events;
    }

    /** The whole request, until it is called again. */
    byte[] next() {
        if (events == 1) {
            SampleEvent.write(bytes, head, users);
            return bytes;
        }
        var at = put(BATCH_START, head);
        for (var i = 0; i < events; i++) {
            at = SampleEvent.write(bytes, at, users);
            bytes[at++] = ',';
        }
        put(BATCH_END, at - 1);
        return bytes;
    }

    private int put(byte[] part, int at) {
        System.arraycopy(part, 0, bytes, at, part.length);
        return at + part.length;
    }
}
