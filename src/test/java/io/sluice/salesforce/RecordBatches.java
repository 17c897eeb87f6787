package io.sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.delivery.Action;
import io.sluice.delivery.Batch;
import io.sluice.delivery.Batches;
import io.sluice.delivery.Deliveries;
import io.sluice.delivery.Delivery;
import io.sluice.delivery.Known;
import io.sluice.delivery.Learning;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.OnUnknown;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.RecordWriting;
import io.sluice.delivery.RecordWriting.Assign;
import io.sluice.delivery.RecordWriting.Match;
import io.sluice.delivery.RecordWriting.OnConverted;
import io.sluice.delivery.RecordWriting.OnSeveral;
import io.sluice.delivery.Row;
import io.sluice.delivery.Settled;
import io.sluice.delivery.Target;
import io.sluice.delivery.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Batches of records on their way to an org in memory. */
abstract class RecordBatches {
    private static final Target LEADS = new Target("main", "object", "Lead");
    private static final Map<String, JsonNode> NOT_AVAILABLE =
            Map.of("LastName", TextNode.valueOf("n/a"), "Company", TextNode.valueOf("n/a"));

    final TestClock clock = new TestClock();
    final FakeOrg org = new FakeOrg();
    final List<String> dropped = new ArrayList<>();
    final Turnstile turnstile = new Turnstile();
    final Action action = new SalesforceUpsertRecords(
            (target, writing, rows) -> new LookupInquiry(
                    writing,
                    rows,
                    learning("Lead"),
                    learning("Contact"),
                    notes(),
                    "/services/data/v62.0",
                    writing.match() == Match.ANY ? Optional.of(turnstile) : Optional.empty()),
            account -> Duration.ofMinutes(11));

    final Known<SObject> leads = new Known<>(Duration.ofMinutes(30), Duration.ofMinutes(1));
    Match match = Match.ALL;
    Optional<String> externalId = Optional.empty();
    Map<String, JsonNode> onCreate = NOT_AVAILABLE;
    OnSeveral onSeveral = OnSeveral.REFUSE;
    OnConverted onConverted = OnConverted.FILTER;
    Assign assign = Assign.ON_CREATE;
    long seq;

    Row[] many(int n) {
        return IntStream.range(0, n)
                .mapToObj(i -> row("Email", "customer-" + i + "@example.com", "City", "Cork"))
                .toArray(Row[]::new);
    }

    void converted(String email, String contact) {
        org.put("Lead", "Email", email, "ConvertedContactId", contact);
        org.with("Email", email).get(org.with("Email", email).size() - 1).put("IsConverted", true);
    }

    List<Outcome> send(Row... rows) {
        var batch = open(rows);
        run(batch);
        return batch.settled().stream().map(Settled::outcome).toList();
    }

    Batch open(Row... rows) {
        var deliveries = new ArrayList<Delivery>();
        for (var row : rows) {
            seq++;
            deliveries.add(Deliveries.of(seq, wanted(row), true));
        }
        return new Batches(List.of(action), clock).open(deliveries);
    }

    void run(Batch batch) {
        while (batch.hasNext()) {
            assertThat(batch.turn()).isEmpty();
            if (batch.hasNext()) {
                batch.read(org.answer(batch.next()));
            }
        }
    }

    /** One call. */
    void ask(Batch batch) {
        assertThat(batch.turn()).isEmpty();
        batch.read(org.answer(batch.next()));
    }

    Mapped.Wanted wanted(Row row) {
        var key = externalId.isPresent()
                ? row.keys().toString()
                : row.keys().toString().toLowerCase(Locale.ROOT);
        return new Mapped.Wanted(
                "leads",
                action.name(),
                LEADS,
                key,
                row,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Duration.ZERO,
                OnUnknown.LOOK_UP,
                Optional.of(writing()));
    }

    RecordWriting writing() {
        return new RecordWriting(
                match,
                externalId,
                onCreate,
                onSeveral,
                onConverted,
                RecordWriting.OnUnknownField.DROP,
                RecordWriting.OnDuplicate.REFUSE,
                assign,
                Optional.empty(),
                RecordWriting.Priority.NORMAL);
    }

    /** The first field is a key, and with {@code match: any} the phone is another. */
    Row row(String... namesAndValues) {
        var keys = new LinkedHashMap<String, JsonNode>();
        var values = new LinkedHashMap<String, JsonNode>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            var isKey = i == 0 || match == Match.ANY && namesAndValues[i].equals("Phone");
            (isKey ? keys : values).put(namesAndValues[i], TextNode.valueOf(namesAndValues[i + 1]));
        }
        return new Row(keys, values);
    }

    Learning<SObject> learning(String object) {
        var known = object.equals("Lead") ? leads : new Known<SObject>(Duration.ofMinutes(30), Duration.ofMinutes(1));
        return new Learning<>(known, before -> new DescribeQuestion(object), clock, new Learning.Reports<>() {
            @Override
            public void read(SObject knowledge, Optional<SObject> before) {}

            @Override
            public void failed() {}
        });
    }

    FieldNotes notes() {
        return new FieldNotes() {
            @Override
            public void dropped(String name, String why) {
                dropped.add(name);
            }

            @Override
            public void cut(SObjectField field) {
                throw new AssertionError("cut: " + field);
            }
        };
    }
}
