package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a rental is named on the command line. */
class RentIdTest {
    @TempDir
    Path home;

    private Program.Ended rent(String command, String id) throws Exception {
        return Program.run(home, Map.of(), "rent", command, id, "--home", home.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bids", "logs", "receipt", "follow", "stop"})
    void blankIdIsWrongUsageWhereThereIsOneRental(String command) throws Exception {
        try (RunningLease rental = new RunningLease(home, "mqtt://127.0.0.1:1")) {
            rental.store();
            Program.Ended ended = rent(command, "");
            assertThat(ended.exit()).as(ended.err()).isEqualTo(2);
            assertThat(ended.out()).isEmpty();
            assertThat(ended.err()).startsWith("The id is empty:");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"o", "order", "order-", "bid-"})
    void beginningThatManyIdsHaveStopsNothing(String id) throws Exception {
        try (RunningLease rental = new RunningLease(home, "mqtt://127.0.0.1:1")) {
            rental.store();
            Program.Ended ended = rent("stop", id);
            assertThat(ended.exit()).as(ended.err()).isEqualTo(2);
            assertThat(ended.err()).startsWith("Many ids begin with '" + id + "'");
            assertThat(home.resolve("rentals").resolve(rental.order.value()).resolve("stop"))
                    .doesNotExist();
        }
    }

    @Test
    void beginningOfAnIdNamesItsRental() throws Exception {
        try (RunningLease rental = new RunningLease(home, "mqtt://127.0.0.1:1")) {
            rental.store();
            assertThat(rent("logs", "order-0").exit()).isZero();
            assertThat(rent("logs", "bid-00000").exit()).isZero();
        }
    }
}
