package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The server's time is that of this process's steady clock and so much, in milliseconds, which this process does not know. */
class PostgresClockTest {
    private static final long OWN = 1_000;
    private static final long APART = 300_000;

    private long nanos;
    private final PostgresClock clock = new PostgresClock(OWN, () -> nanos);

    private void pass(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private long server() {
        return OWN + APART + TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    /** The server answers when so much of the question's time has passed. */
    private void ask(long there, long back) {
        var asked = nanos;
        pass(there);
        var answer = server();
        pass(back);
        clock.answered(answer, asked);
    }

    @Test
    void goes_on_from_the_first_answer_whatever_this_machine_believes() {
        ask(1, 1);
        pass(10_000);

        assertThat(clock.now()).isEqualTo(server());
    }

    @Test
    void an_answer_that_took_long_does_not_put_it_wrong() {
        ask(1, 1);
        ask(0, 900);

        assertThat(clock.now()).isEqualTo(server());
    }

    @Test
    void an_old_answer_is_believed_less_and_less() {
        ask(0, 20);
        assertThat(clock.now()).isEqualTo(server() - 10);

        pass(60 * 60_000);
        ask(15, 15);

        assertThat(clock.now()).isEqualTo(server());
    }

    @Test
    void follows_a_server_whose_clock_has_been_set() {
        ask(1, 1);
        pass(2_500);
        clock.answered(server() - 60_000, nanos - TimeUnit.MILLISECONDS.toNanos(40));

        assertThat(clock.now()).isCloseTo(server() - 60_000, within(20L));
    }
}
