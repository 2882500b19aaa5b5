package org.headroom.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RigIdentityTest {
    @TempDir
    Path folder;

    @Test
    void rigsOfOneNameInTwoFoldersAreTwo() {
        assertThat(RigIdentity.of("my rig", folder.resolve("a")))
                .isNotEqualTo(RigIdentity.of("my rig", folder.resolve("b")));
    }

    @Test
    void oneFolderIsOneRigByWhateverPath() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), home);
        assertThat(RigIdentity.of("my rig", link))
                .startsWith("my rig@")
                .isEqualTo(RigIdentity.of("my rig", home))
                .isEqualTo(RigIdentity.of("my rig", folder.resolve("x/../home")));
    }
}
