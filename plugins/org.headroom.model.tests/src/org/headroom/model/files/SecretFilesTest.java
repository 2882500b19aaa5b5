package org.headroom.model.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFilesTest {
    private static final int ANOTHER_ACCOUNT = 65_533;

    @TempDir
    Path folder;

    private Path file(String rights) throws Exception {
        Path file = folder.resolve("secret");
        PrivateFiles.writeString(file, "text");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------", "rwx--x--x"})
    void fileOfThisAccountThatNobodyElseCanReadOrChangeIsNotExposed(String rights) throws Exception {
        assertThat(SecretFiles.exposure("the key file", file(rights))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw--w----", "rw----r--", "rw-----w-"})
    void fileThatOthersCanReadOrChangeIsNamedWithTheCommandThatClosesIt(String rights) throws Exception {
        Path file = file(rights);
        SecretFiles.Exposure exposure =
                SecretFiles.exposure("the key file", file).orElseThrow();
        assertThat(exposure.fact()).isEqualTo("Other users can read or change the key file " + file);
        assertThat(exposure.commands()).isEqualTo("chmod 600 " + file);
    }

    @Test
    void fileOfAnotherAccountIsExposedWhateverItsMode() throws Exception {
        Path file = file("rw-------");
        assumeThat(Files.getAttribute(file, "unix:uid"))
                .as("only root can give a file away")
                .isEqualTo(0);
        Files.setAttribute(file, "unix:uid", ANOTHER_ACCOUNT);
        SecretFiles.Exposure exposure =
                SecretFiles.exposure("the key file", file).orElseThrow();
        assertThat(exposure.fact())
                .isEqualTo("The key file " + file + " belongs to another account (" + ANOTHER_ACCOUNT
                        + "), which can read and change it");
        assertThat(exposure.commands()).isEqualTo("chown root " + file + " && chmod 600 " + file);
    }

    @Test
    void fileThatIsMissingIsNotSaidToBeClosed() {
        assertThatThrownBy(() -> SecretFiles.exposure("the key file", folder.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }
}
