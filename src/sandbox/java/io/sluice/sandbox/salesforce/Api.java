package io.sluice.sandbox.salesforce;

import io.sluice.sandbox.http.BodyTooLarge;
import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * The REST API below {@code /services/data/{version}}: lets only calls of a live session through, counts them against
 * the org's limit, and says on every answer how much of it is used. An org serves one request at a time.
 */
final class Api {
    private static final int LONGEST_URI = 16_384;
    private static final String ROOT = "/services/data/{version}";

    private final Collection<Org> orgs;
    private final Router router;
    private final Map<String, Resource> resources = new HashMap<>();

    /** Answers a request to an org whose lock is held. */
    @FunctionalInterface
    interface Resource {
        Reply.Answer handle(Org org, Call call);
    }

    Api(Collection<Org> orgs, Router router) {
        this.orgs = orgs;
        this.router = router;
    }

    /** A resource that costs one request. */
    void on(String method, String path, Resource resource) {
        on(method, path, call -> 1, resource);
    }

    /** @param cost how many requests it counts as */
    void on(String method, String path, ToIntFunction<Call> cost, Resource resource) {
        resources.put(method + " " + ROOT + path, resource);
        router.on(method, ROOT + path, call -> answer(call, cost, resource));
    }

    /** Answers a call that matches no resource. */
    Reply other(Call call) {
        return answer(call, any -> 1, (org, any) -> {
            var methods = router.methods(call);
            throw methods.isEmpty()
                    ? SalesforceError.notFound()
                    : new SalesforceError(
                            405,
                            "METHOD_NOT_ALLOWED",
                            "HTTP Method '" + call.method() + "' not allowed. Allowed are "
                                    + String.join(",", methods));
        });
    }

    /** Answers a request that is part of another one. */
    Reply.Answer within(Org org, Call call) {
        var route = router.find(call);
        var resource = route.map(found -> resources.get(found.label()));
        return caught(() -> resource.orElseThrow(SalesforceError::notFound).handle(org, call));
    }

    private Reply answer(Call call, ToIntFunction<Call> cost, Resource resource) {
        Org org;
        try {
            fits(call);
            org = org(call);
        } catch (SalesforceError e) {
            return e.reply();
        }
        synchronized (org) {
            org.undo().clear();
            var reply = caught(() -> {
                admit(org, call, cost.applyAsInt(call));
                return resource.handle(org, call);
            });
            return reply.with(
                    "Sforce-Limit-Info",
                    "api-usage=" + org.usage().used() + "/" + org.settings().maxRequests());
        }
    }

    private static Reply.Answer caught(Supplier<Reply.Answer> work) {
        try {
            return work.get();
        } catch (SalesforceError e) {
            return e.reply();
        } catch (BodyTooLarge e) {
            return new SalesforceError(413, "REQUEST_ENTITY_TOO_LARGE", e.getMessage()).reply();
        }
    }

    private static void fits(Call call) {
        var uri = (call.path() + "?" + call.rawQuery()).getBytes(StandardCharsets.UTF_8).length;
        if (uri > LONGEST_URI) {
            throw new SalesforceError(414, "URI_TOO_LONG", "The URI is longer than 16,384 bytes");
        }
        if (uri + call.headerBytes() > LONGEST_URI) {
            throw new SalesforceError(
                    431, "REQUEST_HEADER_FIELDS_TOO_LARGE", "The URI and the headers are longer than 16,384 bytes");
        }
    }

    private Org org(Call call) {
        var header = call.header("Authorization").orElse("");
        var parts = header.split(" ", 2);
        var scheme = parts[0].toLowerCase(Locale.ROOT);
        if (!header.isEmpty() && (parts.length < 2 || !scheme.equals("bearer") && !scheme.equals("oauth"))) {
            throw new SalesforceError(401, "INVALID_AUTH_HEADER", "INVALID_HEADER_TYPE");
        }
        return orgs.stream()
                .filter(org -> parts.length == 2 && org.sessions().use(parts[1].trim()))
                .findFirst()
                .orElseThrow(() -> new SalesforceError(401, "INVALID_SESSION_ID", "Session expired or invalid"));
    }

    private static void admit(Org org, Call call, int cost) {
        ApiVersion.of(call);
        if (!org.settings().apiEnabled()) {
            throw new SalesforceError(403, "API_DISABLED_FOR_ORG", "The REST API is not enabled for this Organization");
        }
        if (org.settings().passwordExpired()) {
            throw new SalesforceError(
                    403,
                    "INVALID_OPERATION_WITH_EXPIRED_PASSWORD",
                    "The users password has expired, you must call SetPassword before attempting any other API operations");
        }
        if (!org.usage().take(cost, org.settings().maxRequests())) {
            throw new SalesforceError(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
        }
        var type = call.header("Content-Type").orElse("application/json").toLowerCase(Locale.ROOT);
        if (call.method().matches("POST|PATCH|PUT") && !type.startsWith("application/json")) {
            throw new SalesforceError(
                    415, "UNSUPPORTED_MEDIA_TYPE", "MediaType of '" + type + "' is not supported by this resource");
        }
    }
}
