package io.sluice.salesforce;

import java.security.PrivateKey;
import java.util.Optional;

/** What an org lets us in for. Each is empty, or missing, where the login does not need it. */
record Credentials(
        String clientId,
        String clientSecret,
        String username,
        String password,
        String securityToken,
        String refreshToken,
        Optional<PrivateKey> privateKey) {
    /** As Salesforce wants it from an address that it does not trust. */
    String passwordAndToken() {
        return password + securityToken;
    }

    @Override
    public String toString() {
        return "credentials";
    }
}
