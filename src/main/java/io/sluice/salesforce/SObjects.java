package io.sluice.salesforce;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.delivery.ColumnCounts;
import io.sluice.delivery.Inquiry;
import io.sluice.delivery.Known;
import io.sluice.delivery.Learning;
import io.sluice.delivery.RecordWriting;
import io.sluice.delivery.RecordWriting.Match;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What is known of the objects that records are written to. It makes no calls: batches ask on their way. */
@Singleton
class SObjects {
    private static final Duration LASTS = Duration.ofMinutes(30);
    private static final String CONTACT = "Contact";

    private final SalesforceAccounts accounts;
    private final MeterRegistry registry;
    private final InstantSource clock;
    private final ColumnCounts dropped;
    private final ColumnCounts cut;
    private final Map<Target, Known<SObject>> objects = new ConcurrentHashMap<>();
    private final Map<Target, Turnstile> turnstiles = new ConcurrentHashMap<>();

    @Inject
    SObjects(SalesforceAccounts accounts, MeterRegistry registry, InstantSource clock) {
        this.accounts = accounts;
        this.registry = registry;
        this.clock = clock;
        this.dropped = ColumnCounts.unknown(registry);
        this.cut = ColumnCounts.cut(registry);
    }

    /** For one batch. */
    Inquiry inquiry(Target target, RecordWriting writing, List<Row> rows) {
        return new LookupInquiry(
                writing,
                rows,
                learning(target),
                learning(new Target(target.account(), target.kind(), CONTACT)),
                notes(target),
                accounts.account(target.account()).restPath(),
                turnstile(target, writing));
    }

    /** Where one value of several is enough, two events with different order keys can be about one record. */
    private Optional<Turnstile> turnstile(Target target, RecordWriting writing) {
        return writing.match() == Match.ANY
                ? Optional.of(turnstiles.computeIfAbsent(target, any -> new Turnstile()))
                : Optional.empty();
    }

    private Learning<SObject> learning(Target target) {
        var name = target.name().toLowerCase(Locale.ROOT);
        var known = objects.computeIfAbsent(new Target(target.account(), target.kind(), name), this::nothingKnown);
        return new Learning<>(known, before -> new DescribeQuestion(target.name()), clock, reports(target));
    }

    /** An asking batch waits for its turn at the door as well, so it is given time. */
    private Known<SObject> nothingKnown(Target target) {
        return new Known<>(
                LASTS, accounts.account(target.account()).callTimeout().multipliedBy(2));
    }

    private Learning.Reports<SObject> reports(Target target) {
        return new Learning.Reports<>() {
            @Override
            public void read(SObject knowledge, Optional<SObject> before) {
                count(target, "read");
            }

            @Override
            public void failed() {
                count(target, "failed");
            }
        };
    }

    private void count(Target target, String result) {
        Counter.builder("sluice.schema.reads")
                .tags("account", accounts.account(target.account()).door(), "result", result)
                .register(registry)
                .increment();
    }

    private FieldNotes notes(Target target) {
        return new FieldNotes() {
            @Override
            public void dropped(String name, String why) {
                dropped.saw(target, name, why + ", and its values are left out");
            }

            @Override
            public void cut(SObjectField field) {
                cut.saw(target, field.name(), "what is longer than " + field.length() + " characters is cut");
            }
        };
    }
}
