package io.sluice.sfmc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.delivery.Checked;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowCheckTest {
    private static final Schema PEOPLE = new Schema(
            "7",
            List.of(
                    column("Contact Key", true),
                    column("First Name", false),
                    column("Order Id", false),
                    column("OrderId", false)));

    private final List<String> unknown = new ArrayList<>();

    @Test
    void columns_get_the_names_they_have_and_those_that_are_not_there_are_left_out() {
        var row = row(Row.Match.NAMES, "CONTACT KEY", "first name", "Ann", "first_name", "Bo", "Shoe", "44");
        assertThat(fits(row).keys()).containsOnlyKeys("Contact Key");
        assertThat(texts(fits(row).values())).containsExactly(Map.entry("First Name", "Ann"));
        unknown.clear();
        check(row);
        assertThat(unknown).containsExactly("first_name", "Shoe");
    }

    @Test
    void what_resembles_a_column_finds_it_unless_it_resembles_two() {
        var row = row(Row.Match.COLUMNS, "contact_key", "FIRST-NAME", "Ann", "order_id", "1", "orderid", "2");
        assertThat(texts(fits(row).values()))
                .containsExactlyInAnyOrderEntriesOf(Map.of("First Name", "Ann", "OrderId", "2"));
        assertThat(unknown).containsExactly("order_id");
    }

    @Test
    void the_exact_name_goes_before_one_that_resembles_it_and_a_later_one_before_an_earlier() {
        assertThat(texts(fits(row(Row.Match.COLUMNS, "Contact Key", "First Name", "Ann", "first_name", "Bo"))
                        .values()))
                .containsExactly(Map.entry("First Name", "Ann"));
        assertThat(texts(fits(row(Row.Match.COLUMNS, "Contact Key", "first_name", "Ann", "firstName", "Bo"))
                        .values()))
                .containsExactly(Map.entry("First Name", "Bo"));
    }

    @Test
    void a_key_column_takes_its_value_from_the_key_alone() {
        var row = row(Row.Match.COLUMNS, "Contact Key", "contactKey", "someone else", "First Name", "Ann");
        assertThat(texts(fits(row).keys())).containsExactly(Map.entry("Contact Key", "ann"));
        assertThat(fits(row).values()).containsOnlyKeys("First Name");
    }

    @Test
    void the_first_value_that_does_not_fit_refuses_the_row() {
        var row = row(Row.Match.NAMES, "Contact Key", "First Name", "Magdalena", "Order Id", "123456789");
        assertThat(check(row))
                .isEqualTo(new Checked.Refused(Reason.TOO_LONG, "column 'First Name' (Text 5): the value is longer"));
    }

    @Test
    void a_key_that_is_none_there_is_no_fault_of_the_row() {
        assertThat(check(row(Row.Match.NAMES, "Email", "First Name", "Ann")))
                .isInstanceOfSatisfying(
                        Checked.Misfit.class,
                        misfit -> assertThat(misfit.failure().reason()).isEqualTo(Reason.TARGET_UNKNOWN));
        assertThat(check(row(Row.Match.NAMES, "First Name", "Order Id", "1"))).isInstanceOf(Checked.Misfit.class);
    }

    /** Otherwise what is merged before it is sent would differ from what is sent one by one. */
    @Test
    void rows_that_are_merged_come_to_what_they_come_to_one_by_one() {
        var first = row(Row.Match.COLUMNS, "Contact Key", "First Name", "Ann", "order_id", "1");
        var second = row(Row.Match.COLUMNS, "Contact Key", "firstName", "Bo", "first_name", "Cy");
        assertThat(texts(fits(first.then(second)).values()).get("First Name")).isEqualTo("Cy");
        var turned = row(Row.Match.COLUMNS, "Contact Key", "first_name", "Di", "firstName", "Ed");
        assertThat(texts(fits(second.then(turned)).values()).get("First Name")).isEqualTo("Ed");
    }

    private Checked check(Row row) {
        return new RowCheck(PEOPLE, row, unknown::add).check();
    }

    private Row fits(Row row) {
        var checked = check(row);
        assertThat(checked).isInstanceOf(Checked.Fits.class);
        return ((Checked.Fits) checked).row();
    }

    private static Row row(Row.Match match, String key, String... values) {
        var columns = new LinkedHashMap<String, JsonNode>();
        for (var i = 0; i < values.length; i += 2) {
            columns.put(values[i], TextNode.valueOf(values[i + 1]));
        }
        return new Row(Map.of(key, TextNode.valueOf("ann")), columns, match);
    }

    private static Map<String, String> texts(Map<String, JsonNode> values) {
        var texts = new LinkedHashMap<String, String>();
        values.forEach((name, value) -> texts.put(name, value.asText()));
        return texts;
    }

    private static Column column(String name, boolean key) {
        return new Column(name, ColumnType.TEXT, key ? 50 : 5, 0, key, !key, false);
    }
}
