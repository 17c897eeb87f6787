package io.sluice.sandbox.sfmc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a data file declares.
 *
 * @param client the installed package whose credentials are taken
 * @param campaigns and the others as the APIs show them; what is left out is made up
 */
public record Declared(
        Client client,
        List<Extension> dataExtensions,
        List<Definition> eventDefinitions,
        List<ObjectNode> campaigns,
        List<ObjectNode> assets,
        List<ObjectNode> lists,
        List<ObjectNode> journeys) {

    public Declared {
        if (client == null) {
            throw new IllegalArgumentException("A data file needs a client: id, secret, account.");
        }
        dataExtensions = dataExtensions == null ? List.of() : dataExtensions;
        eventDefinitions = eventDefinitions == null ? List.of() : eventDefinitions;
        campaigns = campaigns == null ? List.of() : campaigns;
        assets = assets == null ? List.of() : assets;
        lists = lists == null ? List.of() : lists;
        journeys = journeys == null ? List.of() : journeys;
    }

    /** The rows of the collections that are read, by their names. */
    public Map<String, List<ObjectNode>> source() {
        return Map.of("campaigns", campaigns, "assets", assets, "lists", lists, "journeys", journeys);
    }

    /**
     * An installed package.
     *
     * @param account the business unit (MID)
     * @param scopes what its tokens may do; everything when absent
     */
    public record Client(String id, String secret, String account, Set<String> scopes) {
        private static final Set<String> EVERYTHING = Set.of(
                "data_extensions_read",
                "data_extensions_write",
                "audiences_read",
                "audiences_write",
                "list_and_subscribers_read",
                "list_and_subscribers_write",
                "journeys_read",
                "journeys_execute",
                "campaign_read");

        public Client {
            if (id == null || secret == null || account == null) {
                throw new IllegalArgumentException("The client needs id, secret and account.");
            }
            scopes = scopes == null ? EVERYTHING : scopes;
        }
    }

    /**
     * A data extension; the name is the key when absent.
     *
     * @param sendable the column that holds the subscriber; nothing can be sent to its rows when absent
     */
    public record Extension(String key, String name, String sendable, List<Column> fields) {
        public Extension {
            if (key == null || fields == null || fields.isEmpty()) {
                throw new IllegalArgumentException("A data extension needs a key and fields.");
            }
            name = name == null ? key : name;
        }
    }

    /** An API event; without fields its data is not checked. */
    public record Definition(String key, List<Column> fields) {
        public Definition {
            if (key == null || key.contains(".")) {
                throw new IllegalArgumentException("An event definition needs a key, without a full stop.");
            }
            fields = fields == null ? List.of() : fields;
        }
    }
}
