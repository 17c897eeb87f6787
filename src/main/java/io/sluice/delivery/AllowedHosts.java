package io.sluice.delivery;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The hosts that may see a destination's credential: Salesforce's own over TLS, and those that the operator allows. */
public final class AllowedHosts {
    private final List<String> salesforce;
    private final Set<String> others;

    /**
     * @param salesforce what the names of Salesforce's own hosts end with, beginning with a dot
     * @param others {@code host} or {@code host:port}
     */
    public AllowedHosts(List<String> salesforce, Collection<String> others) {
        this.salesforce = List.copyOf(salesforce);
        this.others = others.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    public boolean allow(URI uri) {
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            return false;
        }
        return isSalesforce(uri) || isOther(uri);
    }

    /** Whether it is one of Salesforce's own. */
    public boolean isSalesforce(URI uri) {
        var host = uri.getHost().toLowerCase(Locale.ROOT);
        return "https".equalsIgnoreCase(uri.getScheme())
                && salesforce.stream().anyMatch(host::endsWith)
                && (uri.getPort() == -1 || uri.getPort() == 443);
    }

    private boolean isOther(URI uri) {
        var host = uri.getHost().toLowerCase(Locale.ROOT);
        var web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        return web && (others.contains(host) || others.contains(host + ":" + uri.getPort()));
    }
}
