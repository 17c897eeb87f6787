package io.sluice.sfmc;

import io.sluice.delivery.Holder;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.apache.camel.CamelContext;

/** Opens accounts for reading. */
@Singleton
public class SfmcSources {
    /** More threads than this bring nothing. */
    private static final int MOST_AT_ONCE = 64;

    private final SfmcAccounts accounts;
    private final DirectAccounts direct;
    private final Sfmc sfmc;
    private final Holder holder;
    private final CamelContext camel;
    private final InstantSource clock;
    private final Sleep sleep;
    private final Map<String, SourceDoor> doors = new ConcurrentHashMap<>();

    @Inject
    SfmcSources(
            SfmcAccounts accounts,
            DirectAccounts direct,
            Sfmc sfmc,
            Holder holder,
            CamelContext camel,
            InstantSource clock) {
        this(accounts, direct, sfmc, holder, camel, clock, Sleep.REAL);
    }

    SfmcSources(
            SfmcAccounts accounts,
            DirectAccounts direct,
            Sfmc sfmc,
            Holder holder,
            CamelContext camel,
            InstantSource clock,
            Sleep sleep) {
        this.accounts = accounts;
        this.direct = direct;
        this.sfmc = sfmc;
        this.holder = holder;
        this.camel = camel;
        this.clock = clock;
        this.sleep = sleep;
    }

    /**
     * To be called when the doors are open.
     *
     * @param requestsPerSecond the pace of all that read what is opened here together, at least 1; empty: the account's
     * @return given who is told of its calls, the account as one reads it
     * @throws IllegalArgumentException when there is no such account
     */
    public Function<ReadListener, SfmcSource> open(String account, OptionalInt requestsPerSecond) {
        var opened = accounts.account(account);
        var atOnce = requestsPerSecond.isPresent()
                ? requestsPerSecond.getAsInt() * SfmcAccount.SECONDS_IN_FLIGHT
                : MOST_AT_ONCE;
        var door = doors.computeIfAbsent(
                account, name -> new SourceDoor(name, holder, camel.createProducerTemplate(), clock));
        var spacing = new Spacing(requestsPerSecond, System::nanoTime);
        var repeats = new Repeats(() -> ThreadLocalRandom.current().nextLong());
        var callsAtOnce = Math.min(MOST_AT_ONCE, Math.min(atOnce, opened.connections()));
        return listener -> new DoorSource(door, spacing, repeats, sleep, listener, callsAtOnce);
    }

    /**
     * For a command that may run beside a gateway.
     *
     * @throws IllegalArgumentException when there is no such account
     */
    public DirectSource direct(String account) {
        return new DirectSource(direct.of(account));
    }

    /** Those that the account's token has not; empty when there has been no token yet, or it does not say what it may do. */
    public Set<String> lackingScopes(String account, Collection<String> scopes) {
        var has = sfmc.scopes(account);
        var lacking = new TreeSet<>(scopes);
        lacking.removeAll(has);
        return has.isEmpty() ? Set.of() : lacking;
    }
}
