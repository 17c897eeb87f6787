package io.sluice.salesforce;

import java.util.List;
import java.util.Locale;

/** How the gateway logs in to an org, with the settings it needs. */
public enum LoginFlow {
    /** OAuth client credentials, as the user that the app names; on My Domain only. */
    CLIENT_CREDENTIALS("client-id", "client-secret"),
    /** OAuth JWT bearer: the private key of the certificate that the app has. */
    JWT("client-id", "username", "private-key"),
    /** OAuth refresh token; the client secret only where the app asks for it. */
    REFRESH_TOKEN("client-id", "refresh-token"),
    /** OAuth username and password, which many orgs have switched off. */
    PASSWORD("client-id", "client-secret", "username", "password"),
    /** The SOAP call {@code login}, which Salesforce retires in Summer '27. */
    SOAP("username", "password");

    private final List<String> needs;

    LoginFlow(String... needs) {
        this.needs = List.of(needs);
    }

    /** The settings without which it cannot be. */
    List<String> needs() {
        return needs;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
