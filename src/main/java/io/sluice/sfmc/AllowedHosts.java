package io.sluice.sfmc;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The hosts that may see an SFMC credential: Salesforce's own over TLS, and those that the operator allows. */
final class AllowedHosts {
    /** Of today's packages, and of those that have the retired token service, whose SOAP hosts have a name of their own. */
    private static final List<String> SALESFORCE =
            List.of(".marketingcloudapis.com", ".exacttargetapis.com", ".exacttarget.com");

    private final Set<String> others;

    AllowedHosts(Collection<String> others) {
        this.others = others.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean allow(URI uri) {
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            return false;
        }
        var host = uri.getHost().toLowerCase(Locale.ROOT);
        if ("https".equalsIgnoreCase(uri.getScheme()) && SALESFORCE.stream().anyMatch(host::endsWith)) {
            return uri.getPort() == -1 || uri.getPort() == 443;
        }
        var web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        return web && (others.contains(host) || others.contains(host + ":" + uri.getPort()));
    }
}
