package io.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.delivery.Mapped;
import io.sluice.delivery.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingsTest {
    @TempDir
    Path routes;

    @BeforeEach
    void two_flows() throws IOException {
        Files.writeString(routes.resolve("b.mapping.yaml"), Sample.upsert("fields: { X: 1 }"));
        Files.writeString(routes.resolve("a.mapping.yaml"), """
                - name: second
                  when: { type: identify }
                  do: sfmcCreateContact
                  to: { account: emea }
                - name: first
                  when: { type: track }
                  do: sfmcJourneyEvent
                  to: { account: emea, eventDefinition: e }
                """);
        Files.writeString(routes.resolve("a.camel.yaml"), "not a mapping: [");
    }

    private Mappings mappings() {
        return new Mappings(routes, FakeAction.ALL);
    }

    @Test
    void a_file_is_a_flow_of_one_account() {
        var mappings = mappings();
        assertThat(mappings.mistakes()).isEmpty();
        assertThat(mappings.flows()).extracting("lane").containsExactly("a", "b");
        assertThat(mappings.flow("a").account()).isEqualTo("emea");
        assertThat(mappings.flow("a").mappings()).containsExactly("second", "first");
        assertThat(mappings.flow("b").account()).isEqualTo("main");
        assertThatThrownBy(() -> mappings.flow("c")).hasMessageContaining("add c.mapping.yaml");
    }

    @Test
    void a_flow_gives_one_result_per_mapping_in_the_order_of_the_file() {
        var event = Sample.event("{type:'track', event:'A', userId:'u'}");
        assertThat(mappings().flow("a").map(event)).extracting(Mapped::mapping).containsExactly("second", "first");
    }

    @Test
    void an_explanation_tells_the_row_or_the_condition_that_failed() {
        var explained = mappings().explain(Sample.event("{type:'track', event:'A', userId:'u'}"));
        assertThat(explained).hasSize(3);
        assertThat(explained.get(0))
                .isEqualTo(new Explanation(
                        "a", "emea", new Mapped.Filtered("second", Reason.NOT_WANTED, "type is not \"identify\"")));
        assertThat(explained.get(1).mapped()).isInstanceOf(Mapped.Wanted.class);
        assertThat(explained.get(2).lane()).isEqualTo("b");
    }

    @Test
    void one_mistake_leaves_no_flow() throws IOException {
        Files.writeString(routes.resolve("c.mapping.yaml"), "- nme: x\n");
        assertThat(mappings().mistakes()).isNotEmpty().allMatch(mistake -> mistake.file()
                .endsWith("/c.mapping.yaml"));
        assertThat(mappings().flows()).isEmpty();
    }

    @Test
    void what_cannot_be_read_is_a_mistake() throws IOException {
        Files.write(routes.resolve("c.mapping.yaml"), "- name: Ä".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(mappings().mistakes()).singleElement().asString().endsWith("make it a readable file in UTF-8");
        var nowhere = new Mappings(routes.resolve("nowhere"), FakeAction.ALL);
        assertThat(nowhere.mistakes()).singleElement().asString().contains("nowhere:1:1: cannot be read");
    }
}
