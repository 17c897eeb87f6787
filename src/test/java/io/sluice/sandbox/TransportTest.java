package io.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportTest {
    private static final SandboxProcess SANDBOX = SandboxProcess.start("--rate", "0");
    private static final String ROWSET = "/hub/v1/dataevents/key:identify/rowset";
    private static final String ROW = "[{\"keys\":{\"Contact Key\":\"u1\"},\"values\":{\"Plan\":\"gold\"}}]";

    private final Caller caller = new Caller(SANDBOX);

    @AfterAll
    static void stop() {
        SANDBOX.close();
    }

    @BeforeEach
    void signIn() {
        SANDBOX.reset();
        caller.signedIn();
    }

    @Test
    void a_gzip_body_is_inflated() {
        var answer = caller.send(
                "POST", ROWSET, BodyPublishers.ofByteArray(gzip(ROW)), "application/json", "Content-Encoding", "gzip");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(ROW);
    }

    @Test
    void a_gzip_body_counts_by_its_inflated_size() {
        var answer = caller.send(
                "POST",
                ROWSET,
                BodyPublishers.ofByteArray(gzip(" ".repeat(5_000_001))),
                "application/json",
                "Content-Encoding",
                "gzip");

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void a_chunked_body_is_read() {
        var body = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(ROW.getBytes(StandardCharsets.UTF_8)));

        assertThat(caller.send("POST", ROWSET, body, "application/json").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//hub/v1/dataevents/key:identify/rowset",
                "/hub//v1/dataevents/key:identify//rowset",
                "/HUB/v1/dataEvents/key:identify/RowSet",
                "/hub/v1/dataevents/KEY:Identify/rowset"
            })
    void slashes_may_be_doubled_and_letters_may_be_of_any_case(String path) throws IOException {
        assertThat(raw("POST " + path, ROW)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void one_connection_takes_many_requests() throws IOException {
        try (var socket = new Socket("127.0.0.1", SANDBOX.url().getPort())) {
            for (int i = 0; i < 50; i++) {
                write(socket, "POST " + ROWSET, ROW);
                assertThat(answer(socket)).startsWith("HTTP/1.1 200 ").endsWith(ROW);
            }
        }
    }

    private String raw(String requestLine, String body) throws IOException {
        try (var socket = new Socket("127.0.0.1", SANDBOX.url().getPort())) {
            write(socket, requestLine, body);
            return answer(socket);
        }
    }

    private void write(Socket socket, String requestLine, String body) throws IOException {
        var request = "%s HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(requestLine, SANDBOX.url().getAuthority(), caller.authorization(), body.length(), body);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** Head and body of one answer; the sandbox always says the length. */
    private static String answer(Socket socket) throws IOException {
        var in = socket.getInputStream();
        var answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append((char) in.read());
        }
        var length = answer.toString().replaceAll("(?is).*content-length: (\\d+).*", "$1");
        return answer + new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
    }

    private static byte[] gzip(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }
}
