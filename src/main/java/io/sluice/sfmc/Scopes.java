package io.sluice.sfmc;

import io.sluice.delivery.Target;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Says, once for each account and kind of target, what its token may not do; SFMC's own answer is what decides. */
final class Scopes {
    private static final Logger LOG = Logger.getLogger(Scopes.class);

    private static final Map<String, Set<String>> NEEDED = Map.of(
            "dataExtension",
            Set.of("data_extensions_write"),
            SfmcUpsertRows.BY_ID,
            Set.of("data_extensions_write"),
            "contact",
            Set.of("audiences_write", "list_and_subscribers_write"),
            "eventDefinition",
            Set.of("journeys_execute"),
            // What a sync reads: see SfmcSources.
            "campaigns",
            Set.of("campaign_read"),
            "assets",
            Set.of("campaign_read"),
            "interactions",
            Set.of("journeys_read"),
            "List",
            Set.of("list_and_subscribers_read"));

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** @return what is lacking, the first time that it is asked about */
    Set<String> check(Target target, SfmcToken token) {
        var lacking = lacking(target, token);
        if (lacking.isEmpty() || !told.add(target.account() + "/" + target.kind())) {
            return Set.of();
        }
        LOG.warnf("scope.missing account=sfmc-%s kind=%s scopes=%s", target.account(), target.kind(), lacking);
        return lacking;
    }

    /** Empty, too, when the token does not say what it may do. */
    static Set<String> lacking(Target target, SfmcToken token) {
        var lacking = new TreeSet<>(NEEDED.getOrDefault(target.kind(), Set.of()));
        lacking.removeAll(token.scopes());
        return token.scopes().isEmpty() ? Set.of() : lacking;
    }
}
