package io.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Mapped;
import io.sluice.delivery.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
    private static final String EVENT =
            "{type:'track', event:'Order Completed', userId:'u1', traits:{plan:'gold', nil:null,"
                    + " empty:''}, properties:{total:100, text:'100', sku:'SKU-7', tags:['new', 5], big:1e999, sub:{deep:true}}}";

    private static Mapped map(String when) {
        return Sample.map(Sample.upsert("fields: {}").replace("when: {}", "when: " + when), EVENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{ type: track }",
                "{ type: [ identify, track ] }",
                "{ event: Order Completed }",
                "{ type: track, event: [ A, Order Completed ] }",
                "{ $.traits.plan: gold }",
                "{ $.properties.total: 100 }",
                "{ $.properties.total: 100.0 }",
                "{ $.properties.text: '100' }",
                "{ $.properties.sub.deep: true }",
                "{ \"$.properties['total']\": { '>': 99.5, '<=': 100 } }",
                "{ $.properties.total: { '>=': 100 } }",
                "{ $.properties.total: { '<': 101 } }",
                "{ $.properties.total: { '=': [ 1, 100 ] } }",
                "{ $.traits.plan: { '!=': silver } }",
                "{ $.traits.none: { '!=': silver } }",
                "{ $.traits.none: { '!=': 5 } }",
                "{ $.traits.plan: { '!=': [ silver, bronze ] } }",
                "{ $.properties.sku: { contains: KU- } }",
                "{ $.properties.sku: { contains: [ x, '7' ] } }",
                "{ $.properties.tags: { contains: new } }",
                "{ $.properties.tags: { contains: 5 } }",
                "{ $.properties.sku: { starts: SKU, ends: '7' } }",
                "{ $.properties.sku: { matches: '^SKU-[0-9]+$' } }",
                "{ $.properties.sku: { matches: '(?i)sku' } }",
                "{ $.traits.plan: { exists: true } }",
                "{ $.traits.empty: { exists: true } }",
                "{ $.traits.none: { exists: false } }",
                "{ $.traits.nil: { exists: false } }",
                "{ any: [ { type: identify }, { $.traits.plan: gold } ] }",
                "{ any: { type: identify, $.traits.plan: gold } }",
                "{ all: [ { type: track }, { not: { type: identify } } ] }",
                "{ not: { any: [ { type: identify }, { all: [ { type: track }, { $.traits.plan: silver } ] } ] } }",
                "{ type: track, not: { event: Other } }",
            })
    void wants(String when) {
        assertThat(map(when)).isInstanceOf(Mapped.Wanted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ type: identify }",
                "{ event: order completed }",
                "{ type: track, event: Other }",
                // Peers skip what they do not know, and want too much.
                "{ type: track, $.anonymousId: never }",
                // Peers let the last and/or rule the whole group.
                "{ any: [ { type: identify }, { all: [ { type: track }, { event: Z } ] } ] }",
                "{ $.traits.plan: Gold }",
                "{ $.properties.total: '100' }",
                "{ $.properties.text: 100 }",
                "{ $.properties.text: { '>': 1 } }",
                "{ $.properties.none: { '>': -1 } }",
                "{ $.properties.none: { '<': 1 } }",
                "{ $.properties.big: { '>': 1 } }",
                "{ $.traits.plan: { '!=': gold } }",
                "{ $.traits.plan: { '!=': [ silver, gold ] } }",
                "{ $.properties.total: { contains: 1 } }",
                "{ $.properties.total: { starts: '1' } }",
                "{ $.properties.total: { matches: '1' } }",
                "{ $.properties.sku: { matches: '^KU' } }",
                "{ $.traits.nil: { exists: true } }",
                "{ $.traits.plan.deeper: { exists: true } }",
                "{ not: { type: track } }",
                "{ $.properties.total: { '>': 50, '<': 100 } }",
            })
    void does_not_want(String when) {
        assertThat(map(when)).isInstanceOfSatisfying(Mapped.Filtered.class, filtered -> {
            assertThat(filtered.reason()).isEqualTo(Reason.NOT_WANTED);
            assertThat(filtered.detail()).doesNotContain("SKU-7", "Order Completed");
        });
    }

    @Test
    void says_which_condition_failed() {
        assertThat(detail("{ type: identify }")).isEqualTo("type is not \"identify\"");
        assertThat(detail("{ type: track, $.traits.none: x }")).isEqualTo("$.traits.none is missing, not \"x\"");
        assertThat(detail("{ $.properties.total: { '>': 500 } }")).isEqualTo("$.properties.total is not > 500");
        assertThat(detail("{ $.traits.plan: [ a, b ] }")).isEqualTo("$.traits.plan is not one of \"a\", \"b\"");
        assertThat(detail("{ $.traits.plan: { matches: ^x } }")).isEqualTo("$.traits.plan is not matching /^x/");
        assertThat(detail("{ not: { $.traits.plan: { exists: true } } }"))
                .isEqualTo("not: { $.traits.plan: { exists: true } } holds");
        assertThat(detail("{ any: [ { type: page }, { $.traits.plan: x } ] }"))
                .isEqualTo("none of: type is not \"page\"; $.traits.plan is not \"x\"");
    }

    private static String detail(String when) {
        return ((Mapped.Filtered) map(when)).detail();
    }
}
