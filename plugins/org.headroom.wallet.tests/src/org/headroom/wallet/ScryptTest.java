package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.generators.SCrypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors of RFC 7914, and BouncyCastle's scrypt beside ours. */
class ScryptTest {
    @ParameterizedTest
    @CsvSource({
        "'', '', 16, 1, 1, 77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442",
        "password, NaCl, 1024, 8, 16, fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162",
        "pleaseletmein, SodiumChloride, 16384, 8, 1, 7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
    })
    void derivesWhatTheRfcDerives(String passphrase, String salt, int n, int r, int p, String key) {
        assertThat(HexFormat.of().formatHex(Scrypt.derive(bytes(passphrase), bytes(salt), n, r, p, 32)))
                .isEqualTo(key);
    }

    @Test
    void derivesWhatBouncyCastleDerivesForAnyParameters() {
        Random random = new Random(7);
        for (int i = 0; i < 40; i++) {
            byte[] passphrase = new byte[random.nextInt(80)];
            byte[] salt = new byte[random.nextInt(80)];
            random.nextBytes(passphrase);
            random.nextBytes(salt);
            int r = 1 + random.nextInt(9);
            int n = 2 << random.nextInt(r == 1 ? 10 : 12);
            int p = 1 + random.nextInt(3);
            assertThat(Scrypt.derive(passphrase, salt, n, r, p, 32))
                    .as("n=%d r=%d p=%d", n, r, p)
                    .isEqualTo(SCrypt.generate(passphrase, salt, n, r, p, 32));
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "4", "8", "32"})
    void derivesTheSameWithAPartOfTheTable(int stride) {
        byte[] passphrase = bytes("password");
        byte[] salt = bytes("NaCl");
        assertThat(Scrypt.derive(passphrase, salt, 1024, 8, 2, 32, stride))
                .isEqualTo(SCrypt.generate(passphrase, salt, 1024, 8, 2, 32));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
