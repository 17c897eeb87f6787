package io.sluice.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.regex.Pattern;

/** One connection that is kept open. It knows just enough HTTP for our own answers, so that it takes little from them. */
final class KeepAlive implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)", Pattern.CASE_INSENSITIVE);
    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;
    private final byte[] answer = new byte[64 * 1024];

    KeepAlive(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = socket.getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the status of the answer, which has been read to its end */
    int send(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        var read = 0;
        var end = -1;
        while (end < 0 || read < end) {
            var n = in.read(answer, read, answer.length - read);
            if (n < 0) {
                throw new EOFException("The gateway closed the connection.");
            }
            read += n;
            end = end < 0 ? end(new String(answer, 0, read, ISO_8859_1)) : end;
        }
        return Integer.parseInt(new String(answer, "HTTP/1.1 ".length(), 3, ISO_8859_1));
    }

    /** @return -1 as long as that cannot be told */
    private static int end(String text) {
        var body = text.indexOf("\r\n\r\n");
        if (body < 0) {
            return -1;
        }
        var length = LENGTH.matcher(text);
        if (length.find()) {
            return body + 4 + Integer.parseInt(length.group(1));
        }
        var lastChunk = text.indexOf(LAST_CHUNK, body + 2);
        return lastChunk < 0 ? -1 : lastChunk + LAST_CHUNK.length();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
