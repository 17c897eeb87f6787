package io.sluice.sync.collection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Campaigns as the API shows them, and pages of them. */
final class Campaign {
    static final String PATH = Campaigns.PATH;

    private Campaign() {}

    static ObjectNode of(int id, String modified) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", Integer.toString(id))
                .put("createdDate", "2025-01-01T00:00:00")
                .put("modifiedDate", modified)
                .put("name", "Campaign " + id)
                .put("favorite", false);
    }

    /** The newest first; a higher number is an older campaign. */
    static List<ObjectNode> many(int from, int to) {
        var many = new ArrayList<ObjectNode>();
        for (var id = from; id <= to; id++) {
            many.add(of(id, "2026-01-%02dT%02d:00:00".formatted(31 - id / 24 % 31, 23 - id % 24)));
        }
        return many;
    }

    /** As the API makes them, whose count is that of the page alone. */
    static ObjectNode page(int number, List<ObjectNode> items) {
        var page = JsonNodeFactory.instance.objectNode();
        page.put("page", number).put("pageSize", Pages.SIZE).put("count", items.size());
        page.putArray("items").addAll(items);
        return page;
    }
}
