package io.sluice.sync.collection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Reason;
import io.sluice.sfmc.SourceFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One page of a REST collection.
 *
 * @param items those with an id
 * @param nameless how many have none
 * @param size how many items a page has that is not the last
 * @param total how many there are by the answer's own account, which can be the page's own number; 0: it does not say
 */
record Page(List<ObjectNode> items, int nameless, int size, long total) {
    static final String ID = "id";

    private static final List<String> ARRAYS = List.of("items", "entities");
    private static final List<String> TOTALS = List.of("count", "totalCount");

    /** @param asked the size that was asked for: a page that says less counts by what it says */
    static Page of(JsonNode answer, int asked) throws SourceFailure {
        if (Stream.of(ARRAYS, TOTALS, List.of("page")).flatMap(List::stream).noneMatch(answer::has)) {
            throw notUnderstood("a page of a list has neither 'items' nor 'entities', 'count' or 'page'");
        }
        // Without anything in it, a page may lack its array.
        var array = first(answer, ARRAYS);
        if (array.isPresent() && !array.get().isArray()) {
            throw notUnderstood("the items of a page are no JSON array");
        }
        var items = new ArrayList<ObjectNode>();
        array.ifPresent(all -> all.forEach(item -> {
            if (item instanceof ObjectNode object && hasId(object)) {
                items.add(object);
            }
        }));
        var nameless = array.map(JsonNode::size).orElse(0) - items.size();
        var said = answer.path("pageSize").asInt(asked);
        return new Page(
                items,
                nameless,
                said > 0 ? Math.min(said, asked) : asked,
                first(answer, TOTALS).map(JsonNode::asLong).orElse(0L));
    }

    boolean isEmpty() {
        return items.isEmpty() && nameless == 0;
    }

    boolean isShort() {
        return items.size() + nameless < size;
    }

    /**
     * Of a first page: which one is the last to be asked for, if there are as many items as it says, or as there were. Behind a
     * full one there may be another.
     */
    int lastExpected(int before) {
        var here = items.size() + nameless;
        var all = Math.max(total, before);
        if (here == 0) {
            return 1;
        }
        var last = isShort() ? (all + here - 1) / here : all / here + 1;
        return (int) Math.min(last, Pages.MOST_PAGES);
    }

    List<String> ids() {
        return items.stream().map(Page::id).toList();
    }

    static String id(ObjectNode item) {
        return item.get(ID).asText();
    }

    /** What shows whether something has moved: changes come to the first page, and deletions move others to it. */
    List<String> look() {
        var look = new ArrayList<String>();
        look.add(Long.toString(total));
        items.forEach(
                item -> look.add(id(item) + " " + item.path("modifiedDate").asText()));
        return look;
    }

    static boolean hasId(ObjectNode item) {
        var id = item.path(ID);
        return id.isTextual() && !id.textValue().isEmpty() || id.isIntegralNumber();
    }

    private static Optional<JsonNode> first(JsonNode answer, List<String> names) {
        return names.stream()
                .map(answer::path)
                .filter(node -> !node.isMissingNode() && !node.isNull())
                .findFirst();
    }

    private static SourceFailure notUnderstood(String what) {
        return SourceFailure.of(
                new Failure(Failure.Owner.TARGET, Reason.ANSWER_NOT_UNDERSTOOD, Optional.empty(), what));
    }
}
