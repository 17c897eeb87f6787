package io.sluice.salesforce;

import io.sluice.delivery.Checked;
import io.sluice.delivery.Reason;
import io.sluice.delivery.RecordWriting;
import io.sluice.delivery.RecordWriting.OnConverted;
import io.sluice.delivery.RecordWriting.OnSeveral;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Which of the records that were found a row is written to. */
sealed interface Choice {
    /** There is none: it is created. */
    record None() implements Choice {}

    record One(String id) implements Choice {}

    /** The Contact that the row's Lead has become. */
    record Contact(String id) implements Choice {}

    /** It is not written. */
    record Not(Checked verdict) implements Choice {}

    /** A Lead that is converted takes no more values: it counts only where there is no other. */
    static Choice of(Collection<Found> found, RecordWriting writing) {
        var open = found.stream().filter(one -> !one.converted()).toList();
        if (!open.isEmpty()) {
            return open.size() == 1 ? new One(open.get(0).id()) : several(open, writing.onSeveral());
        }
        return found.isEmpty() ? new None() : converted(found, writing);
    }

    private static Choice several(List<Found> records, OnSeveral onSeveral) {
        var byAge = Comparator.comparing(Found::created).thenComparing(Found::id);
        return switch (onSeveral) {
            case OLDEST -> new One(records.stream().min(byAge).orElseThrow().id());
            case NEWEST -> new One(records.stream().max(byAge).orElseThrow().id());
            case REFUSE -> refuse(records.stream().map(Found::id).toList());
        };
    }

    private static Choice converted(Collection<Found> records, RecordWriting writing) {
        var contacts = records.stream()
                .flatMap(one -> one.contact().stream())
                .distinct()
                .toList();
        if (writing.onConverted() == OnConverted.FILTER || contacts.isEmpty()) {
            return new Not(new Checked.Filtered(Reason.LEAD_CONVERTED));
        }
        if (contacts.size() == 1) {
            return new Contact(contacts.get(0));
        }
        var chosen = several(
                records.stream().filter(one -> one.contact().isPresent()).toList(), writing.onSeveral());
        return chosen instanceof One one
                ? new Contact(records.stream()
                        .filter(lead -> lead.id().equals(one.id()))
                        .findFirst()
                        .flatMap(Found::contact)
                        .orElseThrow())
                : chosen;
    }

    private static Choice refuse(List<String> ids) {
        var some = ids.stream().sorted().limit(5).collect(Collectors.joining(", "));
        return new Not(new Checked.Refused(
                Reason.SEVERAL_FOUND,
                ids.size() + " records have these values: " + some + (ids.size() > 5 ? ", …" : "")));
    }
}
