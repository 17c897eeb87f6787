package io.sluice.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AlignedTest {
    @Test
    void columns_are_as_wide_as_their_longest_word_and_the_last_is_not_padded() {
        assertThat(Aligned.lines(List.of(List.of("a", "bb"), List.of("ccc", "d"))))
                .containsExactly("a    bb", "ccc  d");
    }

    @Test
    void what_a_sender_has_put_into_a_word_does_not_move_the_terminal() {
        assertThat(Aligned.lines(List.of(List.of("m-\u001b[2J\n\u202e1", "Zoë"))))
                .containsExactly("m-\\u001b[2J\\u000a\\u202e1  Zoë");
    }
}
