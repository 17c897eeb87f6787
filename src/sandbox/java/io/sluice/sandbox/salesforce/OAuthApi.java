package io.sluice.sandbox.salesforce;

import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Form;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.UUID;

/** {@code /services/oauth2/token} and {@code /revoke}. An org is known by its connected app's client id. */
final class OAuthApi {
    private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final Collection<Org> orgs;
    private final InstantSource clock;

    OAuthApi(Collection<Org> orgs, InstantSource clock) {
        this.orgs = orgs;
        this.clock = clock;
    }

    void register(Router router) {
        router.on("POST", "/services/oauth2/token", this::token);
        router.on("POST", "/services/oauth2/revoke", this::revoke);
        router.on("GET", "/services/oauth2/revoke", this::revoke);
    }

    /** Which flow was asked for, and whether it succeeds. */
    private Reply token(Call call) {
        try {
            var form = Form.of(call.text(StandardCharsets.UTF_8));
            var asked = form.get("grant_type").orElse("");
            var org =
                    switch (asked) {
                        case "client_credentials" -> clientCredentials(call, form);
                        case "password" -> password(form);
                        case "refresh_token" -> refreshToken(form);
                        case JWT_BEARER -> assertion(call, form);
                        default -> throw new LoginRefused("unsupported_grant_type", "grant type not supported");
                    };
            return granted(call, org, asked.equals("password"));
        } catch (LoginRefused e) {
            return e.reply();
        } catch (IllegalArgumentException e) {
            return new LoginRefused("invalid_request", "the request is not a form").reply();
        }
    }

    /** The app's id and secret come in the form, or as Basic authentication. */
    private Org clientCredentials(Call call, Form form) {
        var header = call.header("Authorization")
                .filter(value -> value.regionMatches(true, 0, "Basic ", 0, "Basic ".length()))
                .map(value -> new String(
                        Base64.getDecoder()
                                .decode(value.substring("Basic ".length()).trim()),
                        StandardCharsets.UTF_8));
        var pair = header.map(value -> value.split(":", 2));
        var org =
                org(pair.map(parts -> parts[0]).or(() -> form.get("client_id")).orElse(""));
        secret(
                org,
                pair.map(parts -> parts[parts.length - 1])
                        .or(() -> form.get("client_secret"))
                        .orElse(""));
        if (!org.settings().myDomain()) {
            throw LoginRefused.grant("request not supported on this domain");
        }
        if (!org.settings().clientCredentialsUser()) {
            throw LoginRefused.grant("no client credentials user enabled");
        }
        return org;
    }

    /** The security token is appended to the password. */
    private Org password(Form form) {
        var org = org(form.get("client_id").orElse(""));
        secret(org, form.get("client_secret").orElse(""));
        var user = org.declared();
        var settings = org.settings();
        if (!settings.passwordFlow()
                || settings.passwordExpired()
                || settings.lockedOut()
                || !user.username().equalsIgnoreCase(form.get("username").orElse(""))
                || !same(form.get("password").orElse(""), user.password() + user.securityToken())) {
            throw LoginRefused.grant("authentication failure");
        }
        return org;
    }

    private Org refreshToken(Form form) {
        var org = org(form.get("client_id").orElse(""));
        form.get("client_secret").ifPresent(given -> secret(org, given));
        var token = org.declared().refreshToken();
        if (token.isEmpty() || !same(form.get("refresh_token").orElse(""), token)) {
            throw LoginRefused.grant("expired access/refresh token");
        }
        return org;
    }

    private Org assertion(Call call, Form form) {
        var assertion = Assertion.read(form.get("assertion").orElse(""));
        var org = org(assertion.issuer());
        assertion.check(org, base(call), clock.instant());
        return org;
    }

    private Org org(String clientId) {
        return orgs.stream()
                .filter(org -> org.declared().clientId().equals(clientId))
                .findFirst()
                .orElseThrow(() -> new LoginRefused("invalid_client_id", "client identifier invalid"));
    }

    private static void secret(Org org, String given) {
        if (!same(given, org.declared().clientSecret())) {
            throw new LoginRefused("invalid_client", "invalid client credentials");
        }
    }

    private static boolean same(String given, String own) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), own.getBytes(StandardCharsets.UTF_8));
    }

    /** There is no {@code expires_in}, and the time of issue is a text. */
    private Reply granted(Call call, Org org, boolean withoutScope) {
        var json = Json.object()
                .put("access_token", org.sessions().open())
                .put("instance_url", instance(call, org))
                .put("id", base(call) + "/id/" + org.id() + "/" + org.userId())
                .put("token_type", "Bearer")
                .put("issued_at", Long.toString(clock.millis()))
                .put(
                        "signature",
                        Base64.getEncoder()
                                .encodeToString(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8)));
        return Reply.json(200, withoutScope ? json : json.put("scope", "api refresh_token"));
    }

    static String instance(Call call, Org org) {
        var elsewhere = org.settings().instanceUrl();
        return elsewhere == null ? base(call) : elsewhere;
    }

    /** This server, as the caller reached it. */
    private static String base(Call call) {
        return "http://" + call.header("Host").orElse("127.0.0.1");
    }

    private Reply revoke(Call call) {
        var query = Form.of(call.rawQuery()).get("token");
        var token = query.or(() -> Form.of(call.text(StandardCharsets.UTF_8)).get("token"))
                .orElse("");
        var ended = orgs.stream().filter(org -> org.sessions().end(token)).count();
        return ended > 0
                ? Reply.text(200, "text/html;charset=UTF-8", "")
                : new LoginRefused("unsupported_token_type", "this token type is not supported").reply();
    }
}
