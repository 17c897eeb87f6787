package io.sluice.sfmc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * How a token is asked for, and how the answer spells it: by today's service (v2), or by the retired one (v1), which knows
 * neither business units nor scopes nor hosts.
 */
enum TokenService {
    TODAY("/v2/token", "access_token", "expires_in"),
    RETIRED("/v1/requestToken", "accessToken", "expiresIn");

    private final String path;
    private final String token;
    private final String seconds;

    TokenService(String path, String token, String seconds) {
        this.path = path;
        this.token = token;
        this.seconds = seconds;
    }

    static TokenService of(SfmcAccount account) {
        return account.legacy() ? RETIRED : TODAY;
    }

    String path() {
        return path;
    }

    /** The field with the token. */
    String token() {
        return token;
    }

    /** The field that says for how many seconds. */
    String seconds() {
        return seconds;
    }

    String body(SfmcAccount account) {
        var body = JsonNodeFactory.instance.objectNode();
        if (this == RETIRED) {
            body.put("clientId", account.clientId());
            body.put("clientSecret", account.clientSecret());
            return body.toString();
        }
        body.put("grant_type", "client_credentials");
        body.put("client_id", account.clientId());
        body.put("client_secret", account.clientSecret());
        account.accountId().ifPresent(id -> body.put("account_id", id));
        account.scope().ifPresent(scope -> body.put("scope", scope));
        return body.toString();
    }
}
