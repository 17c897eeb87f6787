package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Failure;
import io.sluice.delivery.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PauseLogTest {
    private final List<String> lines = new ArrayList<>();
    private final Logger logger = Logger.getLogger(PauseLog.class.getName());
    private final Handler handler = new Collecting();
    private final AccountState account = new AccountState("emea", () -> 0);

    private final class Collecting extends Handler {
        @Override
        public void publish(LogRecord entry) {
            var text = entry.getParameters() == null
                    ? entry.getMessage()
                    : String.format(entry.getMessage(), entry.getParameters());
            lines.add(entry.getLevel() + " " + text);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
    }

    private void fails(Reason reason) {
        account.failed(new Failure(Failure.Owner.ACCOUNT, reason, Optional.of(Duration.ZERO), "HTTP 401"), true, 1_000);
    }

    @Test
    void one_line_says_that_it_begins_and_who_has_to_do_what_and_one_that_it_is_over() {
        fails(Reason.CREDENTIALS);
        fails(Reason.CREDENTIALS);
        account.resume();
        account.resume();

        assertThat(lines)
                .containsExactly(
                        "WARN account.paused account=emea reason=credentials why=HTTP 401 todo="
                                + Reason.CREDENTIALS.remedy(),
                        "INFO account.resumed account=emea reason=credentials");
    }

    @Test
    void another_reason_is_said_as_well() {
        fails(Reason.UNAVAILABLE);
        fails(Reason.BLOCKED);

        assertThat(lines).hasSize(2).last().asString().contains("reason=blocked");
    }
}
