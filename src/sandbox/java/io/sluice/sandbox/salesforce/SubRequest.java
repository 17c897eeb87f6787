package io.sluice.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request within a composite one. */
final class SubRequest {
    private static final Pattern REFERENCE = Pattern.compile("@\\{(\\w+)\\.([\\w.\\[\\]]+)\\}");
    private static final Pattern NOT_IN_URIS = Pattern.compile("[^A-Za-z0-9._~:/?#@!$&'()*+,;=%\\[\\]-]");

    private SubRequest() {}

    /**
     * The call that it stands for.
     *
     * @param answers to the requests before it, to which it may refer
     * @return empty when it refers to what is not there
     */
    static Optional<Call> of(Call call, JsonNode request, Map<String, Reply.Answer> answers) {
        var raw = request.toString();
        return raw.contains("@{")
                ? resolved(raw, answers).map(text -> call(call, read(bytes(text))))
                : Optional.of(call(call, request));
    }

    private static Optional<String> resolved(String raw, Map<String, Reply.Answer> answers) {
        var text = new StringBuilder();
        var references = REFERENCE.matcher(raw);
        while (references.find()) {
            var value = value(answers.get(references.group(1)), references.group(2));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            references.appendReplacement(text, Matcher.quoteReplacement(value.get()));
        }
        return Optional.of(references.appendTail(text).toString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Call call(Call call, JsonNode request) {
        var body = request.path("body");
        return call.within(
                request.path("method").asText(),
                uri(request.path("url").asText()),
                body.isMissingNode() ? new byte[0] : bytes(body.toString()));
    }

    /** What may not stand in a URI is escaped: a query in JSON is often written as it is. */
    static URI uri(String url) {
        var escaped = NOT_IN_URIS.matcher(url).replaceAll(unsafe -> URLEncoder.encode(
                        unsafe.group(), StandardCharsets.UTF_8)
                .replace("+", "%20"));
        try {
            return new URI(escaped);
        } catch (URISyntaxException e) {
            throw new SalesforceError(400, "INVALID_INPUT", "The URL of a subrequest is not valid");
        }
    }

    private static Optional<String> value(Reply.Answer answer, String path) {
        if (answer == null) {
            return Optional.empty();
        }
        var found =
                json(answer).at("/" + path.replace('.', '/').replace("[", "/").replace("]", ""));
        return found.isValueNode() && !found.isNull() ? Optional.of(found.asText()) : Optional.empty();
    }

    /** The body of an answer; null when it is empty. */
    static JsonNode json(Reply.Answer answer) {
        return answer.body().length == 0 ? NullNode.instance : read(answer.body());
    }

    private static JsonNode read(byte[] json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
