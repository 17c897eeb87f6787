package io.sluice.sandbox.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds the handler of a request. Literal parts of a path compare without case, as SFMC's web servers do. */
public final class Router {
    private final List<Route> routes = new ArrayList<>();

    /** Adds a route; {@code {name}} in the template captures one part of the path. First added, first tried. */
    public Router on(String method, String template, Handler handler) {
        routes.add(new Route(method, template, parts(template), handler));
        return this;
    }

    private static List<String> parts(String template) {
        return template.equals("/") ? List.of() : List.of(template.substring(1).split("/"));
    }

    /** The route of this request, its captured parts noted in the call. */
    public Optional<Route> find(Call call) {
        for (var route : routes) {
            var captured = route.captures(call);
            if (captured.isPresent()) {
                call.capture(captured.get());
                return Optional.of(route);
            }
        }
        return Optional.empty();
    }

    /** The methods that the path of this request has, in the order of their names. */
    public SortedSet<String> methods(Call call) {
        var methods = new TreeSet<String>();
        routes.stream()
                .filter(route -> route.pathCaptures(call).isPresent())
                .forEach(route -> methods.add(route.method()));
        return methods;
    }

    /** One method and path template, and who answers it. */
    public record Route(String method, String template, List<String> parts, Handler handler) {

        Optional<Map<String, String>> captures(Call call) {
            return method.equals(call.method()) ? pathCaptures(call) : Optional.empty();
        }

        private Optional<Map<String, String>> pathCaptures(Call call) {
            var segments = call.segments();
            if (segments.size() != parts.size()) {
                return Optional.empty();
            }
            var captured = new HashMap<String, String>();
            for (int i = 0; i < parts.size(); i++) {
                var part = parts.get(i);
                if (part.startsWith("{")) {
                    captured.put(part.substring(1, part.length() - 1), segments.get(i));
                } else if (!part.equalsIgnoreCase(segments.get(i))) {
                    return Optional.empty();
                }
            }
            return Optional.of(captured);
        }

        /** Method and template: bounded, so fit to be counted by. */
        public String label() {
            return method + " " + template;
        }
    }
}
