package io.sluice.sandbox.sfmc;

import io.sluice.sandbox.soap.Access;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The access tokens that were given out. SFMC says 1079 seconds, and honours 1200; of the retired service no more is known
 * than that it says 3600.
 */
public final class Tokens implements Access {
    private static final Pattern OURS = Pattern.compile("sandbox\\.[0-9a-f-]{36}\\.[0-9a-f-]{36}");
    static final int EXPIRES_IN = 1079;
    static final int RETIRED_EXPIRES_IN = 3600;
    private static final Duration HONOURED = Duration.ofSeconds(1200);
    private static final Duration WINDOW = Duration.ofMinutes(20);

    private final InstantSource clock;
    private final Map<String, Grant> grants = new HashMap<>();
    private final ArrayDeque<Instant> recent = new ArrayDeque<>();
    private long requested;
    private long issued;

    private record Grant(Set<String> scopes, Instant until) {}

    /** What happened so far: requests for a token, tokens given out, tokens still honoured. */
    public record Count(long requested, long issued, long live) {}

    Tokens(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Counts a request for a token.
     *
     * @param most requests in 20 minutes; 0 for any number
     * @return whether it may be answered
     */
    synchronized boolean request(int most) {
        requested++;
        var now = clock.instant();
        recent.removeIf(time -> !time.isAfter(now.minus(WINDOW)));
        if (most > 0 && recent.size() >= most) {
            return false;
        }
        if (most > 0) {
            recent.add(now);
        }
        return true;
    }

    /** A new token: three dotted parts, as SFMC's are, and opaque. */
    synchronized String issue(Set<String> scopes) {
        return issue(scopes, HONOURED);
    }

    /** A token of the retired service. */
    synchronized String issueRetired(Set<String> scopes) {
        return issue(scopes, Duration.ofSeconds(RETIRED_EXPIRES_IN));
    }

    private String issue(Set<String> scopes, Duration honoured) {
        var now = clock.instant();
        grants.values().removeIf(grant -> !grant.until().isAfter(now));
        var token = "sandbox." + UUID.randomUUID() + "." + UUID.randomUUID();
        grants.put(token, new Grant(Set.copyOf(scopes), now.plus(honoured)));
        issued++;
        return token;
    }

    /** The scopes of a token, or empty when it is unknown, expired or revoked. */
    @Override
    public synchronized Optional<Set<String>> scopes(String token) {
        return Optional.ofNullable(grants.get(token))
                .filter(grant -> grant.until().isAfter(clock.instant()))
                .map(Grant::scopes);
    }

    @Override
    public boolean wasIssued(String token) {
        return OURS.matcher(token).matches();
    }

    /** Every token given out so far is refused from now on. */
    public synchronized void revokeAll() {
        grants.clear();
    }

    public synchronized Count count() {
        var now = clock.instant();
        var live = grants.values().stream()
                .filter(grant -> grant.until().isAfter(now))
                .count();
        return new Count(requested, issued, live);
    }

    public synchronized void forget() {
        grants.clear();
        recent.clear();
        clearCount();
    }

    public synchronized void clearCount() {
        requested = 0;
        issued = 0;
    }
}
