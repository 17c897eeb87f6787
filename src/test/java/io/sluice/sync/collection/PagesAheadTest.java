package io.sluice.sync.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sfmc.SourceFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesAheadTest {
    private final List<Integer> asked = Collections.synchronizedList(new ArrayList<>());

    @Test
    void as_many_pages_as_may_be_are_asked_for_at_once_and_given_in_order() throws Exception {
        var all = new CountDownLatch(3);
        try (var pages = new PagesAhead(5, 3, number -> {
            all.countDown();
            // The later ones answer first.
            if (!all.await(30, TimeUnit.SECONDS)) {
                throw FakeSource.failure("the others were not asked for meanwhile");
            }
            return numbered(number);
        })) {
            for (var number = 2; number <= 5; number++) {
                assertThat(pages.next().items()).containsExactly(item(number));
            }
        }
    }

    @Test
    void what_was_not_expected_is_asked_for_page_by_page() throws Exception {
        try (var pages = new PagesAhead(1, 8, this::recorded)) {
            for (var number = 2; number <= 6; number++) {
                assertThat(pages.next().items()).containsExactly(item(number));
                assertThat(asked).hasSize(number - 1);
            }
        }
    }

    @Test
    void what_was_expected_in_vain_costs_no_more_calls_than_are_made_at_once() throws Exception {
        try (var pages = new PagesAhead(20_000, 4, this::recorded)) {
            pages.next();
        }
        assertThat(asked).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void the_failure_of_a_page_comes_when_it_is_its_turn() throws Exception {
        try (var pages = new PagesAhead(5, 8, number -> {
            if (number == 3) {
                throw FakeSource.failure("HTTP 503");
            }
            return numbered(number);
        })) {
            assertThat(pages.next().items()).containsExactly(item(2));
            assertThatThrownBy(pages::next).isInstanceOf(SourceFailure.class).hasMessage("HTTP 503");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 1",
        "0, 7, 7, 1",
        "50, 50, 0, 2",
        "50, 50, 120, 3",
        "50, 99, 0, 2",
        "50, 100, 0, 3",
        "50, 100, 70, 3",
        "4, 9, 0, 3",
        "4, 8, 0, 2",
        "50, 1000000000, 0, 20000"
    })
    void the_last_page_that_is_expected_is_the_one_behind_the_last_full_one(
            int here, long count, int before, int last) {
        assertThat(page(here, count).lastExpected(before)).isEqualTo(last);
    }

    private Page recorded(int number) {
        asked.add(number);
        return numbered(number);
    }

    private static Page page(int items, long count) {
        return new Page(IntStream.range(0, items).mapToObj(PagesAheadTest::item).toList(), 0, Pages.SIZE, count);
    }

    private static Page numbered(int number) {
        return new Page(List.of(item(number)), 0, Pages.SIZE, 0);
    }

    private static ObjectNode item(int number) {
        return JsonNodeFactory.instance.objectNode().put("id", number);
    }
}
