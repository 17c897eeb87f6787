package io.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Row;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetUseTest {
    @Test
    void says_what_a_mapping_writes_and_where() {
        var use = use("""
                - name: people
                  when: {}
                  do: sfmcUpsertRows
                  to: { dataExtension: people }
                  keys: { Contact Key: $.userId, Region: emea }
                  fields:
                    $all: { titleCase: $.traits }
                    $context: standard
                    Tier: gold
                    Region: x
                    Visits: $.traits.visits
                    Signed Up: { from: $.timestamp, as: date }
                """);
        assertThat(use.keys()).containsExactly("Contact Key", "Region");
        assertThat(use.named()).containsOnlyKeys("Tier", "Signed Up", "Visits");
        assertThat(use.named().get("Tier").orElseThrow().asText()).isEqualTo("gold");
        assertThat(use.named().get("Signed Up").orElseThrow().asText())
                .as("a date")
                .startsWith("2000-");
        assertThat(use.named().get("Visits")).isEmpty();
        assertThat(use.others()).accepts("First Name", "UTM Source", "Tier").rejects("first_name");
        assertThat(use).hasToString("test/people");
        assertThat(use.target()).hasToString("main/dataExtension/people");
        assertThat(use.match()).isEqualTo(Row.Match.NAMES);
    }

    @Test
    void a_table_has_one_for_each_line_and_an_id_is_a_target() {
        var uses = Sample.read(Map.of("test.mapping.yaml", """
                - name: table
                  when: {}
                  do: sfmcUpsertRows
                  to: { account: main }
                  match: columns
                  events:
                    Order Completed: { dataExtension: orders, keys: [ Order Id ] }
                    Button Pressed: { dataExtensionId: 7, keys: uuid }
                """))
                .flows()
                .get(0)
                .uses()
                .toList();
        assertThat(uses)
                .extracting(use -> use.target().toString())
                .containsExactly("main/dataExtension/orders", "main/dataExtensionId/7");
        assertThat(uses).allMatch(use -> use.others().test("first_name"), "any column may be matched");
    }

    private static TargetUse use(String yaml) {
        return Sample.read(Map.of("test.mapping.yaml", yaml))
                .flows()
                .get(0)
                .uses()
                .findFirst()
                .orElseThrow();
    }
}
