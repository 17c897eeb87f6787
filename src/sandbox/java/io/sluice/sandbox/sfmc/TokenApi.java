package io.sluice.sandbox.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Form;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.MalformedJson;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code POST /v2/token}, JSON or form; and the retired {@code POST /v1/requestToken}, JSON. The instance URLs in the answer are this server's own, as the caller reached it.
 * The 400s follow RFC 6749; their wording at SFMC is not known.
 */
final class TokenApi {
    private static final String WRONG_ID =
            "Invalid client ID. Use the client ID in Marketing Cloud Installed Packages.";
    private static final String WRONG_SECRET = "Client authentication failed. Make sure that the client ID and client"
            + " secret are valid and that the package is installed and enabled.";

    private final Declared.Client client;
    private final Tokens tokens;
    private final int maxTokens;

    TokenApi(Declared.Client client, Tokens tokens, Switches switches) {
        this.client = client;
        this.tokens = tokens;
        this.maxTokens = switches.maxTokens;
    }

    void register(Router router) {
        router.on("POST", "/v2/token", this::token);
        router.on("POST", "/v1/requestToken", this::retired);
    }

    private Reply token(Call call) {
        if (!tokens.request(maxTokens)) {
            return SfmcError.blocked().reply();
        }
        var asked = fields(call);
        if (!asked.path("grant_type").asText().equals("client_credentials")) {
            return refusal(400, "unsupported_grant_type", "The grant type is not supported.");
        }
        if (!same(asked.path("client_id").asText(), client.id())) {
            return refusal(401, "invalid_client", WRONG_ID);
        }
        if (!same(asked.path("client_secret").asText(), client.secret())) {
            return refusal(401, "invalid_client", WRONG_SECRET);
        }
        var account = asked.path("account_id").asText();
        if (!account.isEmpty() && !account.equals(client.account())) {
            return refusal(400, "invalid_request", "The account_id is not one of this package's business units.");
        }
        return grant(call, asked);
    }

    /** Its tokens may do whatever the package may. How it words a refusal is not known: as today's service does. */
    private Reply retired(Call call) {
        if (!tokens.request(maxTokens)) {
            return SfmcError.blocked().reply();
        }
        var asked = fields(call);
        if (!same(asked.path("clientId").asText(), client.id())) {
            return refusal(401, "invalid_client", WRONG_ID);
        }
        if (!same(asked.path("clientSecret").asText(), client.secret())) {
            return refusal(401, "invalid_client", WRONG_SECRET);
        }
        return Reply.json(
                200,
                Json.object()
                        .put("accessToken", tokens.issueRetired(client.scopes()))
                        .put("expiresIn", Tokens.RETIRED_EXPIRES_IN));
    }

    private Reply grant(Call call, JsonNode asked) {
        var scopes = new TreeSet<>(client.scopes());
        if (asked.has("scope")) {
            var wanted = asked.path("scope").asText();
            if (!wanted.isBlank() && !scopes.containsAll(Set.of(wanted.trim().split("\\s+")))) {
                return refusal(400, "invalid_scope", "A scope was asked for that the package lacks.");
            }
            scopes.retainAll(Set.of(wanted.trim().split("\\s+")));
        }
        var self = "http://" + call.header("Host").orElse("127.0.0.1") + "/";
        return Reply.json(
                200,
                Json.object()
                        .put("access_token", tokens.issue(scopes))
                        .put("token_type", "Bearer")
                        .put("expires_in", Tokens.EXPIRES_IN)
                        .put("scope", String.join(" ", scopes))
                        .put("soap_instance_url", self)
                        .put("rest_instance_url", self));
    }

    private static JsonNode fields(Call call) {
        var form = call.header("Content-Type")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .startsWith("application/x-www-form-urlencoded");
        try {
            return form
                    ? Json.MAPPER.valueToTree(
                            Form.of(call.text(StandardCharsets.UTF_8)).fields())
                    : call.json();
        } catch (MalformedJson | IllegalArgumentException e) {
            return Json.object();
        }
    }

    private static boolean same(String given, String own) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), own.getBytes(StandardCharsets.UTF_8));
    }

    private static Reply refusal(int status, String error, String description) {
        return Reply.json(
                status,
                Json.object()
                        .put("error", error)
                        .put("error_description", description)
                        .put("error_uri", "https://developer.salesforce.com/docs"));
    }
}
