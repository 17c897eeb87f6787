package io.sluice.sfmc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import io.sluice.mapping.TargetUse;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Schema ORDERS = new Schema(
            "7",
            List.of(
                    column("Contact Key", true, false),
                    column("Order Id", true, false),
                    column("Tier", false, false),
                    column("Note", false, true)));

    @Test
    void what_fits_has_no_problems() {
        assertThat(problems(use(Row.Match.NAMES, keys("contact key", "Order Id"), Map.of("Tier", text("gold")))))
                .isEmpty();
        assertThat(problems(use(Row.Match.COLUMNS, keys("contactKey", "order_id"), Map.of("TIER", Optional.empty()))))
                .isEmpty();
    }

    @Test
    void the_key_columns_are_exactly_those_of_the_mapping() {
        assertThat(problems(use(Row.Match.NAMES, keys("Contact Key"), Map.of("Tier", Optional.empty()))))
                .containsExactly("orders/orders: the primary key is [ Contact Key, Order Id ], and the mapping's"
                        + " [ Contact Key ]; write keys: [ Contact Key, Order Id ], or change the data extension.");
        assertThat(problems(use(Row.Match.NAMES, keys("Contact Key", "Order Id", "Note"), Map.of("Tier", text("x")))))
                .hasSize(1);
        assertThat(problems(use(Row.Match.NAMES, keys("contactKey", "Order Id"), Map.of("Tier", text("x")))))
                .as("'contactKey' is no column, unless columns are matched")
                .hasSize(1);
        var none = new Schema("8", List.of(column("Note", false, true)));
        assertThat(Comparison.problems(use(Row.Match.NAMES, keys("Contact Key"), Map.of()), none, Optional.empty()))
                .containsExactly(
                        "orders/orders: the primary key is [  ], and the mapping's [ Contact Key ]; give the data"
                                + " extension a primary key, without which no row can be written again.");
    }

    @Test
    void no_column_that_must_have_a_value_is_left_empty() {
        assertThat(problems(use(Row.Match.NAMES, keys("Contact Key", "Order Id"), Map.of())))
                .containsExactly("orders/orders: column 'Tier' (Text 5) must have a value, and nothing gives it one;"
                        + " add a field, or let it be empty.");
    }

    @Test
    void fields_have_columns_and_constants_fit_them() {
        assertThat(problems(use(
                        Row.Match.NAMES,
                        keys("Contact Key", "Order Id"),
                        Map.of("Tier", text("platinum"), "Colour", Optional.empty()))))
                .containsExactlyInAnyOrder(
                        "orders/orders: what the mapping gives 'Tier' does not fit: column 'Tier' (Text 5): the value is longer.",
                        "orders/orders: there is no column 'Colour', so its values are left out; add the column, or remove"
                                + " the field.");
    }

    @Test
    void the_column_by_which_messages_are_sent_has_a_value() {
        var use = use(Row.Match.NAMES, keys("Contact Key", "Order Id"), Map.of("Tier", text("gold")));
        assertThat(Comparison.problems(use, ORDERS, Optional.of("Contact Key"))).isEmpty();
        assertThat(Comparison.problems(use, ORDERS, Optional.of("Note")))
                .containsExactly("orders/orders: messages are sent by the column 'Note', and nothing gives it a value;"
                        + " add it to 'keys' or 'fields'.");
    }

    private static List<String> problems(TargetUse use) {
        return Comparison.problems(use, ORDERS, Optional.empty());
    }

    private static TargetUse use(Row.Match match, Set<String> keys, Map<String, Optional<JsonNode>> named) {
        var target = new Target("main", "dataExtension", "orders");
        return new TargetUse("orders", "sfmc", "orders", target, match, keys, named, Optional.empty(), column -> false);
    }

    private static Set<String> keys(String... names) {
        return new LinkedHashSet<>(List.of(names));
    }

    private static Optional<JsonNode> text(String value) {
        return Optional.of(TextNode.valueOf(value));
    }

    private static Column column(String name, boolean key, boolean nullable) {
        return new Column(name, ColumnType.TEXT, key ? 50 : 5, 0, key, nullable, false);
    }
}
