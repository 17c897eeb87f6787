package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreConfigTest {
    @Test
    void durations_may_be_days() {
        var retention = new SmallRyeConfigBuilder()
                .withMapping(RetentionConfig.class)
                .withDefaultValues(Map.of("sluice.retention.refused", "30d"))
                .build()
                .getConfigMapping(RetentionConfig.class);

        assertThat(retention.delivered()).isEqualTo(Duration.ofDays(7));
        assertThat(retention.refused()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void the_store_is_a_file_unless_told_otherwise() {
        var store = new SmallRyeConfigBuilder()
                .withMapping(StoreConfig.class)
                .build()
                .getConfigMapping(StoreConfig.class);

        assertThat(store.url()).isEqualTo("jdbc:sqlite:data/sluice.db");
        assertThat(store.username()).isEmpty();
    }
}
