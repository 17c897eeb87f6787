package io.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Mapped;
import io.sluice.delivery.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntegrationsTest {
    private static final String YAML = Sample.upsert("fields: {}").replace("when: {}", "when: { type: identify }");

    private static Mapped map(String rest) {
        return Sample.map(YAML, "{type:'identify', userId:'u', " + rest + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x:1",
                "integrations:{}",
                "integrations:{All:true}",
                "integrations:{All:false, 'Salesforce Marketing Cloud':true}",
                "integrations:{All:false, 'Salesforce Marketing Cloud (Actions)':{}}",
                "integrations:{'Salesforce Marketing Cloud':false, 'Salesforce Marketing Cloud (Actions)':true}",
                "integrations:{All:{}, Salesforce:false}",
                "integrations:{'salesforce marketing cloud':false}",
                "integrations:{'Salesforce Marketing Cloud':null}",
                "integrations:{}, context:{integrations:{All:false}}",
            })
    void lets_the_event_pass(String rest) {
        assertThat(map(rest)).isInstanceOf(Mapped.Wanted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "integrations:{All:false}",
                "integrations:{All:true, 'Salesforce Marketing Cloud':false}",
                "integrations:{'Salesforce Marketing Cloud (Actions)':false}",
                "integrations:{All:false, 'salesforce marketing cloud':true}",
                "context:{integrations:{All:false}}",
            })
    void switches_the_destination_off(String rest) {
        assertThat(map(rest)).isInstanceOfSatisfying(Mapped.Filtered.class, filtered -> assertThat(filtered.reason())
                .isEqualTo(Reason.INTEGRATIONS_OFF));
    }

    @Test
    void decides_before_the_condition() {
        assertThat(Sample.map(YAML, "{type:'track', event:'x', userId:'u', integrations:{All:false}}"))
                .isEqualTo(new Mapped.Filtered("all", Reason.INTEGRATIONS_OFF, "integrations.All is false"));
    }

    @Test
    void a_mapping_that_asks_to_be_named_is_not_switched_on_by_all() {
        var yaml = Sample.upsert("optIn: true");
        assertThat(Sample.map(yaml, "{type:'identify', userId:'u', integrations:{All:true}}"))
                .isInstanceOf(Mapped.Filtered.class);
        assertThat(Sample.map(yaml, "{type:'identify', userId:'u', integrations:{'Salesforce Marketing Cloud':true}}"))
                .isInstanceOf(Mapped.Wanted.class);
    }
}
