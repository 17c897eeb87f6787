package io.sluice.sandbox.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Path and query of a request. */
record Target(String path, String query, List<String> segments) {

    /** A path that begins with two slashes looks like a host to {@link URI}. */
    static Target of(URI uri) {
        var path = uri.getRawAuthority() == null ? uri.getRawPath() : "//" + uri.getRawAuthority() + uri.getRawPath();
        var segments = Arrays.stream(path.split("/"))
                .filter(part -> !part.isEmpty())
                .map(Target::decode)
                .toList();
        return new Target(path, uri.getRawQuery() == null ? "" : uri.getRawQuery(), segments);
    }

    Optional<String> parameter(String name) {
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> decode(pair[0]).equalsIgnoreCase(name))
                .map(pair -> pair.length == 2 ? decode(pair[1]) : "")
                .findFirst();
    }

    /** A plus sign is no blank here: SFMC refuses it in $filter, and in a path it is a plus sign. */
    static String decode(String raw) {
        return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
