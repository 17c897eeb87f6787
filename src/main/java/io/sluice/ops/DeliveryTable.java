package io.sluice.ops;

import io.sluice.inbox.Paused;
import io.sluice.inbox.Trace;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Deliveries as aligned text. */
final class DeliveryTable {
    private static final List<String> HEAD =
            List.of("received", "messageId", "mapping", "state", "attempts", "next", "call", "key", "why");

    private final List<List<String>> rows = new ArrayList<>();

    DeliveryTable(List<Trace> deliveries) {
        rows.add(HEAD);
        deliveries.forEach(delivery -> rows.add(cells(delivery)));
    }

    List<String> lines() {
        return Aligned.lines(rows);
    }

    /** Who pauses, why, and who has to do what. */
    static String sentence(Paused paused) {
        return paused.lane().map(lane -> "The lane " + lane).orElse("The account " + paused.account())
                + " is paused since " + seconds(paused.since()) + ": "
                + paused.reason().code() + ". "
                + paused.reason().remedy();
    }

    private static List<String> cells(Trace delivery) {
        var why = delivery.detail().isEmpty() ? delivery.reason() : delivery.reason() + ": " + delivery.detail();
        return List.of(
                seconds(delivery.receivedAt()),
                delivery.messageId(),
                delivery.mapping(),
                delivery.state().word(),
                Integer.toString(delivery.attempts()),
                text(delivery.nextAt().map(DeliveryTable::seconds)),
                text(delivery.call().map(DeliveryTable::told)),
                text(Optional.of(delivery.key()).filter(key -> !key.isEmpty())),
                why.replaceAll("\\R", " "));
    }

    private static String told(Trace.Call call) {
        var receipt = call.receipt().isEmpty() ? "" : " receipt " + call.receipt();
        return answer(call) + " at " + seconds(call.at()) + receipt;
    }

    private static String answer(Trace.Call call) {
        if (call.status() > 0) {
            return Integer.toString(call.status());
        }
        return call.calls() == 0 ? "no call" : "no answer";
    }

    private static String text(Optional<String> cell) {
        return cell.orElse("-");
    }

    private static String seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
