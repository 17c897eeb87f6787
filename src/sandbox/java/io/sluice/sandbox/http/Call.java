package io.sluice.sandbox.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * One request. Its body is read when it is first asked for, so that the time of arrival can be taken before; then it is
 * kept. A body sent with {@code Content-Encoding: gzip} is inflated, and the size limit counts inflated bytes.
 */
public final class Call {
    private final String method;
    private final Target target;
    private final Headers headers;
    private final InputStream in;
    private final int maxBytes;
    private Map<String, String> captured = Map.of();
    private byte[] body;
    private JsonNode json;
    private long number;
    private int rows;

    Call(String method, Target target, Headers headers, InputStream in, int maxBytes) {
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** A request within another one, such as a composite request has: it has the other's headers and number. */
    public Call within(String method, URI uri, byte[] body) {
        var inner = new Call(method, Target.of(uri), headers, new ByteArrayInputStream(body), maxBytes);
        inner.body = body;
        inner.number = number;
        return inner;
    }

    public String method() {
        return method;
    }

    /** The path as sent, still percent-encoded. */
    public String path() {
        return target.path();
    }

    /** The query as sent, still percent-encoded; empty when there is none. */
    public String rawQuery() {
        return target.query();
    }

    public String decodedQuery() {
        return Target.decode(target.query());
    }

    /** The decoded parts of the path. Empty parts are gone: clients that join with a slash send two. */
    public List<String> segments() {
        return target.segments();
    }

    /** The first value of a query parameter, names compared without case. A plus sign is kept as it is. */
    public Optional<String> query(String name) {
        return target.parameter(name);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    /** The bytes of all headers, as HTTP/1.1 writes them. */
    public int headerBytes() {
        return headers.entrySet().stream()
                .flatMapToInt(header -> header.getValue().stream()
                        .mapToInt(value -> header.getKey().length() + value.length() + ": \r\n".length()))
                .sum();
    }

    /** What the router captured for {@code {name}} of the route's template. */
    public String captured(String name) {
        return captured.get(name);
    }

    void capture(Map<String, String> values) {
        captured = values;
    }

    /**
     * The inflated body.
     *
     * @throws BodyTooLarge when it is longer than the server takes
     */
    public byte[] body() {
        if (body == null) {
            body = read();
        }
        return body;
    }

    private byte[] read() {
        var gzip = header("Content-Encoding").filter("gzip"::equalsIgnoreCase).isPresent();
        try (var plain = gzip ? new GZIPInputStream(in) : in) {
            var bytes = plain.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new BodyTooLarge(maxBytes);
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("The body could not be read", e);
        }
    }

    public String text(Charset charset) {
        return new String(body(), charset);
    }

    /**
     * The body as JSON, always in UTF-8.
     *
     * @throws MalformedJson when it is not JSON, or empty
     */
    public JsonNode json() {
        if (json == null) {
            json = json(StandardCharsets.UTF_8);
        }
        return json;
    }

    /** The body as JSON in the given charset. */
    public JsonNode json(Charset charset) {
        try {
            var tree = Json.MAPPER.readTree(text(charset));
            if (tree.isMissingNode()) {
                throw new MalformedJson(null);
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw new MalformedJson(e);
        }
    }

    /** The number of this request in the request log. */
    public long number() {
        return number;
    }

    public void numbered(long number) {
        this.number = number;
    }

    /** Notes for the request log how many rows this request carries. */
    public void carries(int rows) {
        this.rows = rows;
    }

    public int rows() {
        return rows;
    }
}
