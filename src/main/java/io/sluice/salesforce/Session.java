package io.sluice.salesforce;

import java.net.URI;

/**
 * What Salesforce lets us in with. It does not say for how long: that the session is over shows in an answer.
 *
 * @param instanceUrl where the org's calls go, without a slash at the end; one of the allowed hosts
 */
record Session(String token, URI instanceUrl) {
    @Override
    public String toString() {
        return "session at " + instanceUrl.getHost();
    }
}
