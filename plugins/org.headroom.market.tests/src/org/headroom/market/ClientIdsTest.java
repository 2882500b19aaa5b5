package org.headroom.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.headroom.model.files.PrivateFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientIdsTest {
    private static final String BROKER = "mqtts://market.example";

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("home").resolve(ClientIds.FILE);
    }

    private String id() throws Exception {
        return ClientIds.in(folder.resolve("home")).of("rig", BROKER);
    }

    @Test
    void idStaysTheSameFromStartToStartAndIsTheOwnersAlone() throws Exception {
        String first = id();
        assertThat(id()).isEqualTo(first).matches("rig-[0-9a-f]{32}");
        assertThat(PrivateFiles.isOpenToOthers(file())).isFalse();
    }

    @Test
    void idTellsNothingOfThatAtAnotherBrokerOrOfAnotherProgram() throws Exception {
        ClientIds ids = ClientIds.in(folder.resolve("home"));
        assertThat(ids.of("rig", BROKER)).isNotEqualTo(ids.of("rig", "mqtts://other.example"));
        assertThat(ids.of("renter", BROKER).substring(7))
                .isNotEqualTo(ids.of("rig", BROKER).substring(4));
        assertThat(ClientIds.in(folder.resolve("other")).of("rig", BROKER)).isNotEqualTo(ids.of("rig", BROKER));
        assertThat(ids.of("rig", BROKER)).doesNotContain(Files.readString(file()));
    }

    @Test
    void secretThatOthersCouldReadOrThatIsNotWholeIsMadeAnew() throws Exception {
        String first = id();
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        String second = id();
        assertThat(second).isNotEqualTo(first);
        assertThat(PrivateFiles.isOpenToOthers(file())).isFalse();
        Files.writeString(file(), "");
        assertThat(id()).isNotEqualTo(second).matches("rig-[0-9a-f]{32}");
    }
}
