package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.headroom.model.signing.Opener;
import org.headroom.model.signing.Sealed;
import org.headroom.model.signing.SealingKey;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;

class SealingTest {
    private static final byte[] INFO = bytes("what for");
    private static final byte[] AAD = bytes("order 7");
    private static final byte[] SECRET = bytes("TOKEN=hunter2");

    private final HpkeSealer sealer = new HpkeSealer();
    private final Opener opener = signer(1).opener();

    /** RFC 9180, appendix A.1.1: the values of the setup, and the first encryption. */
    private static final class Published {
        static final byte[] INFO = hex("4f6465206f6e2061204772656369616e2055726e");
        static final byte[] IKM_SENDER = hex("7268600d403fce431561aef583ee1613527cff655c1343f29812e66706df3234");
        static final byte[] IKM_RECIPIENT = hex("6db9df30aa07dd42ee5e8181afdb977e538f5e1fec8a06223f33f7013e525037");
        static final String ENC = "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431";
        static final String KEY = "3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d";
        static final byte[] PLAINTEXT = hex("4265617574792069732074727574682c20747275746820626561757479");
        static final byte[] AAD = hex("436f756e742d30");
        static final String CIPHERTEXT =
                "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a";
    }

    @Example
    void opensThePublishedExample() {
        HpkeOpener published = HpkeOpener.ofMaterial(Published.IKM_RECIPIENT);
        assertThat(published.key().hex()).isEqualTo("0x" + Published.KEY);
        var sealed = new Sealed("0x" + Published.ENC, "0x" + Published.CIPHERTEXT);
        assertThat(published.open(sealed, Published.INFO, Published.AAD)).contains(Published.PLAINTEXT);
    }

    @Example
    void sealsThePublishedExampleFromItsOneTimeKey() {
        var fixed = new HpkeSealer(() -> HpkeSuite.make().deriveKeyPair(Published.IKM_SENDER));
        var key = new SealingKey("0x" + Published.KEY);
        assertThat(fixed.seal(key, Published.INFO, Published.AAD, Published.PLAINTEXT))
                .isEqualTo(new Sealed("0x" + Published.ENC, "0x" + Published.CIPHERTEXT));
    }

    @Property(tries = 100)
    void whatIsSealedOpensAndNeverLooksTheSame(@ForAll @Size(max = 200) byte[] plaintext) {
        Sealed once = sealer.seal(opener.key(), INFO, AAD, plaintext);
        assertThat(opener.open(once, INFO, AAD)).contains(plaintext);
        assertThat(once.ciphertextBytes()).hasSize(plaintext.length + Sealed.TAG);
        assertThat(sealer.seal(opener.key(), INFO, AAD, plaintext)).isNotEqualTo(once);
    }

    @Example
    void nothingCanBeSealedToo() {
        assertThat(opener.open(sealer.seal(opener.key(), INFO, AAD, new byte[0]), INFO, AAD))
                .contains(new byte[0]);
    }

    @Example
    void everySingleBitCounts() {
        Sealed sealed = sealer.seal(opener.key(), INFO, AAD, SECRET);
        for (int bit = 0; bit < 8 * 32; bit++)
            assertThat(opener.open(Sealed.of(flipped(sealed.encBytes(), bit), sealed.ciphertextBytes()), INFO, AAD))
                    .as("enc, bit " + bit)
                    .isEmpty();
        for (int bit = 0; bit < 8 * sealed.ciphertextBytes().length; bit++)
            assertThat(opener.open(Sealed.of(sealed.encBytes(), flipped(sealed.ciphertextBytes(), bit)), INFO, AAD))
                    .as("ciphertext, bit " + bit)
                    .isEmpty();
        for (int bit = 0; bit < 8; bit++) {
            assertThat(opener.open(sealed, flipped(INFO, bit), AAD)).isEmpty();
            assertThat(opener.open(sealed, INFO, flipped(AAD, bit))).isEmpty();
        }
    }

    @Example
    void nobodyElseOpensIt() {
        Sealed sealed = sealer.seal(opener.key(), INFO, AAD, SECRET);
        assertThat(signer(2).opener().open(sealed, INFO, AAD)).isEmpty();
    }

    @Property(tries = 300)
    void whateverAStrangerSendsIsRefusedWithoutAnException(
            @ForAll @Size(32) byte[] enc,
            @ForAll @Size(min = Sealed.TAG, max = 100) byte[] ciphertext,
            @ForAll @Size(max = 20) byte[] info) {
        assertThat(opener.open(Sealed.of(enc, ciphertext), info, AAD)).isEmpty();
    }

    @Example
    void pointsThatMakeEverySecretTheSameAreRefused() {
        for (String low : new String[] {
            "00".repeat(32),
            "01" + "00".repeat(31),
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"
        }) {
            assertThat(opener.open(Sealed.of(hex(low), new byte[Sealed.TAG]), INFO, AAD))
                    .isEmpty();
            assertThatThrownBy(() -> sealer.seal(new SealingKey("0x" + low), INFO, AAD, SECRET))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(low)
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Example
    void theKeyFollowsFromTheOperatingKeyAlone() {
        assertThat(signer(1).opener().key()).isEqualTo(opener.key());
        assertThat(signer(2).opener().key()).isNotEqualTo(opener.key());
        // Worked out by another library: were it to change, what is sealed today could not be opened tomorrow.
        assertThat(opener.key().hex()).isEqualTo("0x0f8dd290f58cf5c72949ffc962e8246ee3b9c8498471ad9a47106d9453888d2a");
    }

    @Example
    void noSecretIsInAnyText() {
        Sealed sealed = sealer.seal(opener.key(), INFO, AAD, SECRET);
        assertThat(opener.toString()).isEqualTo("HpkeOpener[" + opener.key() + "]");
        assertThat(sealed.toString()).isEqualTo("Sealed[" + (SECRET.length + Sealed.TAG) + " bytes]");
    }

    @Example
    void partsOfAnotherFormAreNoSealedBytes() {
        String enc = "0x" + "ab".repeat(32);
        String ciphertext = "0x" + "cd".repeat(16);
        new Sealed(enc, ciphertext);
        for (String bad : new String[] {"", "0x", "0x" + "ab".repeat(31), "0x" + "AB".repeat(32), "ab".repeat(32)}) {
            assertThatThrownBy(() -> new Sealed(bad, ciphertext)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new SealingKey(bad)).isInstanceOf(IllegalArgumentException.class);
        }
        for (String bad : new String[] {"", "0x", "0x" + "cd".repeat(15), ciphertext + "e", "0x" + "CD".repeat(16)})
            assertThatThrownBy(() -> new Sealed(enc, bad)).isInstanceOf(IllegalArgumentException.class);
        // Long ones must not overflow the pattern's stack.
        new Sealed(enc, "0x" + "cd".repeat(1 << 18));
    }

    private static KeySigner signer(int secret) {
        return new KeySigner(Credentials.create(ECKeyPair.create(BigInteger.valueOf(secret))));
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] other = bytes.clone();
        other[bit / 8] ^= (byte) (1 << bit % 8);
        return other;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
