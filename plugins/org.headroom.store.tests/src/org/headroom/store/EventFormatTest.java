package org.headroom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.headroom.model.lease.JobArtefacts;
import org.headroom.model.lease.LeaseEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files in {@code resources/events} and {@code events-2} to {@code events-6} are what ledgers in use look like, in
 * formats 1 to 6. If one of these tests fails, a change has made such ledgers unreadable: keep the old form readable,
 * do not touch the files.
 */
class EventFormatTest {
    private final EventJson json = new EventJson();
    private final ObjectMapper mapper = new ObjectMapper();

    static List<LeaseEvent> eachKind() {
        return Examples.eachKind();
    }

    static List<LeaseEvent> eachKindOfFormat5() {
        return Examples.eachKindOfFormat5();
    }

    static List<LeaseEvent> eachKindOfFormat4() {
        return Examples.eachKindOfFormat4();
    }

    static List<LeaseEvent> eachKindOfFormat3() {
        return Examples.eachKindOfFormat3();
    }

    static List<LeaseEvent> eachOlderKind() {
        return Examples.eachOlderKind();
    }

    @ParameterizedTest
    @MethodSource("eachOlderKind")
    void readsEventsOfFormat1(LeaseEvent event) throws IOException {
        assertThat(json.read(pinned("events", event), 1)).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("eachOlderKind")
    void readsEventsOfFormat2(LeaseEvent event) throws IOException {
        assertThat(json.read(pinned("events-2", event), 2)).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("eachKindOfFormat3")
    void readsEventsOfFormat3(LeaseEvent event) throws IOException {
        assertThat(json.read(pinned("events-3", event), 3)).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("eachKindOfFormat4")
    void readsEventsOfFormat4(LeaseEvent event) throws IOException {
        assertThat(json.read(pinned("events-4", event), 4)).isEqualTo(event);
    }

    /** The last programs of that format wrote it. */
    @Test
    void readsTheHashOfABlockInFormat4() throws IOException {
        LeaseEvent verified = Examples.eachKind().get(2);
        assertThat(json.read(pinned("events-5", verified), 4)).isEqualTo(verified);
    }

    @ParameterizedTest
    @MethodSource("eachKindOfFormat5")
    void readsEventsOfFormat5(LeaseEvent event) throws IOException {
        assertThat(json.read(pinned("events-5", event), 5)).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("eachKind")
    void readsEventsOfFormat6(LeaseEvent event) throws IOException {
        assertThat(json.read(pinned("events-6", event), 6)).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("eachKind")
    void writesEventsOfFormat6ToTheLetter(LeaseEvent event) throws IOException {
        assertThat(mapper.readTree(json.write(event))).isEqualTo(mapper.readTree(pinned("events-6", event)));
    }

    @Test
    void writesWhyWhatAJobLeftWasNotHashed() throws IOException {
        LeaseEvent not = new LeaseEvent.ArtefactsHashed(
                Examples.lease(1), new JobArtefacts.NotHashed("it left more than 100000 files"), Examples.T0);
        assertThat(json.write(not)).contains("{\"kind\":\"NotHashed\",\"reason\":\"it left more than 100000 files\"}");
        assertThat(json.read(json.write(not), EventJson.FORMAT)).isEqualTo(not);
    }

    @Test
    void hasOneExampleOfEveryKind() {
        assertThat(Examples.eachKind().stream().map(EventJson::kind).collect(Collectors.toSet()))
                .isEqualTo(EventJson.kinds());
    }

    @Test
    void writesTheKindFirstAndAmountsAsWholeBaseUnits() {
        assertThat(json.write(Examples.withdrawn(1, 5)))
                .startsWith("{\"kind\":\"MoneyWithdrawn\",\"lease\":\"bid-00000001\"")
                .contains("\"id\":\"1\"", "\"amount\":2566", "\"feePaid\":\"262144000000000000000000\"");
    }

    @Test
    void refusesAPartThatItDoesNotKnow() {
        String lapsed = json.write(Examples.eachKind().get(9));
        String more = lapsed.replace("{\"kind\":\"BidLapsed\",", "{\"kind\":\"BidLapsed\",\"penalty\":7,");
        assertThat(more).isNotEqualTo(lapsed);
        assertThatThrownBy(() -> json.read(more, EventJson.FORMAT)).hasMessageContaining("penalty");
    }

    @Test
    void refusesAnEventWithAPartMissing() {
        assertThatThrownBy(() -> json.read("{\"kind\":\"BidLapsed\",\"lease\":\"bid-00000001\"}", EventJson.FORMAT))
                .hasMessageContaining("at");
        assertThatThrownBy(
                        () -> json.read("{\"kind\":\"BidLapsed\",\"at\":\"2026-03-01T12:00:00Z\"}", EventJson.FORMAT))
                .hasMessageContaining("lease");
    }

    @Test
    void refusesAKindThatItDoesNotKnow() {
        assertThatThrownBy(() -> json.read("{\"kind\":\"LeaseSold\",\"lease\":\"bid-00000001\"}", EventJson.FORMAT))
                .hasMessageContaining("LeaseSold");
    }

    static String pinned(String folder, LeaseEvent event) throws IOException {
        String name = "/" + folder + "/" + EventJson.kind(event) + ".json";
        try (InputStream in = EventFormatTest.class.getResourceAsStream(name)) {
            assertThat(in).as("the pinned form of " + EventJson.kind(event)).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
