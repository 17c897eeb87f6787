package io.sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.AllowedHosts;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Body;
import io.sluice.delivery.Reason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The login by OAuth, in its four flows. */
final class OAuthLogin {
    private static final int LONGEST = 200;

    private OAuthLogin() {}

    static Login.Question question(SalesforceAccount account, AllowedHosts hosts, Instant now) {
        var body = form(account, hosts, now).entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return new Login.Question(
                account.loginUrl() + "/services/oauth2/token", "application/x-www-form-urlencoded", Map.of(), body);
    }

    private static Map<String, String> form(SalesforceAccount account, AllowedHosts hosts, Instant now) {
        var credentials = account.credentials();
        var form = new LinkedHashMap<String, String>();
        switch (account.auth()) {
            case CLIENT_CREDENTIALS -> form.put("grant_type", "client_credentials");
            case JWT -> {
                form.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
                form.put("assertion", JwtAssertion.signed(credentials, LoginUrl.audience(account, hosts), now));
                return form;
            }
            case REFRESH_TOKEN -> {
                form.put("grant_type", "refresh_token");
                form.put("refresh_token", credentials.refreshToken());
            }
            case PASSWORD -> {
                form.put("grant_type", "password");
                form.put("username", credentials.username());
                form.put("password", credentials.passwordAndToken());
            }
            case SOAP -> throw new IllegalStateException("SOAP is no flow of OAuth");
        }
        form.put("client_id", credentials.clientId());
        if (!credentials.clientSecret().isEmpty()) {
            form.put("client_secret", credentials.clientSecret());
        }
        return form;
    }

    static Session read(Answer.Http http, AllowedHosts hosts) throws Login.Refused {
        var json = Body.json(http.body());
        var error = json.map(body -> body.path("error").asText()).orElse("");
        if (!error.isEmpty()) {
            throw refused(http, error, json.get().path("error_description").asText());
        }
        var token = json.map(body -> body.path("access_token").asText()).orElse("");
        if (http.status() != 200 || token.isEmpty()) {
            throw Login.refused(http);
        }
        return Login.session(token, url(json.get()), hosts);
    }

    private static String url(JsonNode json) {
        return json.path("instance_url").asText();
    }

    /** The words are those that Salesforce's token endpoint is known for; they say more than the code. */
    private static Login.Refused refused(Answer.Http http, String error, String description) {
        var words = description.length() > LONGEST ? description.substring(0, LONGEST) : description;
        var detail = "HTTP " + http.status() + ", " + error + ", " + words;
        return new Login.Refused(
                switch (error) {
                    case "inactive_user", "inactive_org" -> Reason.USER_LOCKED_OUT;
                    case "rate_limit_exceeded" -> Reason.THROTTLED;
                    case "unsupported_grant_type", "unauthorized_client" -> Reason.APP_NOT_APPROVED;
                    case "server_error", "temporarily_unavailable" -> Reason.UNAVAILABLE;
                    default -> reason(words);
                },
                detail);
    }

    private static Reason reason(String words) {
        if (words.contains("already being processed")) {
            return Reason.UNAVAILABLE; // a parallel login, by whoever else uses these credentials
        }
        if (words.contains("login rate exceeded")) {
            return Reason.THROTTLED;
        }
        if (words.contains("hasn't approved this consumer")
                || words.contains("no client credentials user enabled")
                || words.contains("not admin approved")) {
            return Reason.APP_NOT_APPROVED;
        }
        return words.contains("expired password") || words.contains("password expired")
                ? Reason.PASSWORD_EXPIRED
                : Reason.LOGIN_REFUSED;
    }
}
