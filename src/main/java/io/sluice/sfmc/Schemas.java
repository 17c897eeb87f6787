package io.sluice.sfmc;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.delivery.ColumnCounts;
import io.sluice.delivery.Inquiry;
import io.sluice.delivery.Known;
import io.sluice.delivery.Learning;
import io.sluice.delivery.Target;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** What is known of the data extensions that rows are sent to. It makes no calls: batches ask on their way. */
@Singleton
class Schemas {
    private static final Duration LASTS = Duration.ofMinutes(15);
    private static final Logger LOG = Logger.getLogger(Schemas.class);

    private final SfmcAccounts accounts;
    private final MeterRegistry registry;
    private final InstantSource clock;
    private final ColumnCounts unknownColumns;
    private final Map<Target, Known<Knowledge>> targets = new ConcurrentHashMap<>();

    @Inject
    Schemas(SfmcAccounts accounts, MeterRegistry registry, InstantSource clock) {
        this.accounts = accounts;
        this.registry = registry;
        this.clock = clock;
        this.unknownColumns = ColumnCounts.unknown(registry);
    }

    Inquiry inquiry(Target target) {
        var known = targets.computeIfAbsent(target, this::nothingKnown);
        var learning = new Learning<>(
                known,
                before -> new SchemaReading(target, before.flatMap(Knowledge::id)),
                clock,
                new Learning.Reports<Knowledge>() {
                    @Override
                    public void read(Knowledge knowledge, Optional<Knowledge> before) {
                        tell(target, knowledge, before);
                    }

                    @Override
                    public void failed() {
                        count(target, "failed");
                    }
                });
        return new SchemaInquiry(target, learning, unknownColumns);
    }

    /** An asking batch waits for its turn at the door as well, so it is given time. */
    private Known<Knowledge> nothingKnown(Target target) {
        return new Known<>(
                LASTS, accounts.account(target.account()).callTimeout().multipliedBy(2));
    }

    /** Counted always, and said when it is news. */
    private void tell(Target target, Knowledge knowledge, Optional<Knowledge> before) {
        if (knowledge instanceof Knowledge.Unknown unknown) {
            count(target, unknown.reason().code());
            if (!before.equals(Optional.of(knowledge))) {
                LOG.warnf(
                        "schema.unknown target=%s reason=%s why=%s: rows are sent unchecked",
                        target, unknown.reason().code(), unknown.why());
            }
        } else {
            count(target, "read");
        }
    }

    private void count(Target target, String result) {
        Counter.builder("sluice.schema.reads")
                .description("Readings of a data extension's columns, by what came of them.")
                .tags("account", "sfmc-" + target.account(), "result", result)
                .register(registry)
                .increment();
    }
}
