package io.sluice.sandbox.sfmc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.source.Order;
import io.sluice.sandbox.source.Order.By;
import io.sluice.sandbox.source.Row;
import io.sluice.sandbox.source.SourceSettings;
import io.sluice.sandbox.source.SourceSettings.Count;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which page of campaigns or journeys is asked for: {@code $page}, {@code $pageSize}, {@code $orderBy}. */
record Paging(int number, int size, Order order, Count counting) {

    /** @param orders what can be ordered by, in lower case */
    static Paging of(Call call, Map<String, By> orders, SourceSettings settings) {
        return new Paging(
                Page.number(call, "$page", 1, Integer.MAX_VALUE),
                Page.number(call, "$pageSize", settings.maxPageSize(), settings.maxPageSize()),
                order(call.query("$orderBy").orElse("ModifiedDate DESC"), orders),
                settings.count());
    }

    private static Order order(String text, Map<String, By> orders) {
        // A plus sign for the blank is what most clients' form encoding makes of it.
        var words = text.replace('+', ' ').strip().toLowerCase(Locale.ROOT).split(" +");
        var by = orders.get(words[0]);
        var direction = words.length == 1 ? "asc" : words[1];
        if (by == null || words.length > 2 || !List.of("asc", "desc").contains(direction)) {
            throw SfmcError.refused(10003, "request parameter $orderBy could not be resolved");
        }
        return new Order(by, direction.equals("desc"));
    }

    Page<Row> page(List<Row> sorted) {
        return Page.of(sorted, number, size);
    }

    int count(Page<Row> page) {
        return counting == Count.TOTAL ? page.count() : page.items().size();
    }

    /** The answer with the page's items; without the property where there are none. */
    ObjectNode itemsOf(Page<Row> page, ObjectNode answer) {
        if (!page.items().isEmpty()) {
            var items = answer.putArray("items");
            page.items().stream().map(Row::json).forEach(items::add);
        }
        return answer;
    }
}
