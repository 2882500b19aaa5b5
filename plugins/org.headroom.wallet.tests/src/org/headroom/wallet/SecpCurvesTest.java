package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.signing.Signature;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Sign;

/** The C library and BouncyCastle are one curve: what the one says, the other says. */
class SecpCurvesTest {
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    private static final BigInteger FIELD =
            new BigInteger("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f", 16);

    private final Secp256k1 lib = LibSecp256k1.load();
    private final Secp256k1 bouncy = new BouncySecp256k1();
    private final Eip712Recovery byLib = new Eip712Recovery(lib);
    private final Eip712Recovery byBouncy = new Eip712Recovery(bouncy);

    @Property(tries = 200)
    void bothSignAlikeAndFindTheSigner(@ForAll("keys") BigInteger secret, @ForAll("words") byte[] hash) {
        ECKeyPair key = ECKeyPair.create(secret);
        byte[] signed = lib.sign(hash, key);
        assertThat(signed).isEqualTo(bouncy.sign(hash, key)).hasSize(65);
        assertThat(new BigInteger(1, Arrays.copyOfRange(signed, 32, 64))).isLessThanOrEqualTo(ORDER.shiftRight(1));
        var who = Optional.of(new EthAddress(Credentials.create(key).getAddress()));
        assertThat(byLib.recover(hash32(hash), signature(signed))).isEqualTo(who);
        assertThat(byBouncy.recover(hash32(hash), signature(signed))).isEqualTo(who);
    }

    @Property(tries = 500)
    void bothRefuseAndAcceptTheSame(
            @ForAll("words") byte[] r, @ForAll("words") byte[] s, @ForAll("vs") byte v, @ForAll("words") byte[] hash) {
        Signature signature = signature(join(r, s, v));
        assertThat(byLib.recover(hash32(hash), signature)).isEqualTo(byBouncy.recover(hash32(hash), signature));
    }

    @Property(tries = 300)
    void bothSayTheSameOfADamagedSignature(
            @ForAll("keys") BigInteger secret, @ForAll("words") byte[] hash, @ForAll("bits") int bit) {
        byte[] signed = lib.sign(hash, ECKeyPair.create(secret));
        signed[bit / 8] ^= (byte) (1 << bit % 8);
        var who = byLib.recover(hash32(hash), signature(signed));
        assertThat(who).isEqualTo(byBouncy.recover(hash32(hash), signature(signed)));
        assertThat(who)
                .isNotEqualTo(Optional.of(new EthAddress(
                        Credentials.create(ECKeyPair.create(secret)).getAddress())));
    }

    @Example
    void aSignatureThatLeadsToThePointAtInfinityIsNobodys() {
        // With the nonce 5 in hand, s = hash / 5 makes s·R and hash·G the same point, and their difference none.
        BigInteger five = BigInteger.valueOf(5);
        BigInteger r =
                Sign.publicPointFromPrivate(five).normalize().getAffineXCoord().toBigInteger();
        byte odd = (byte)
                (Sign.publicPointFromPrivate(five).normalize().getAffineYCoord().testBitZero() ? 28 : 27);
        byte[] hash = word(five.multiply(BigInteger.TEN));
        Signature signature = signature(join(word(r), word(BigInteger.TEN), odd));
        assertThat(byLib.recover(hash32(hash), signature)).isEmpty();
        assertThat(byBouncy.recover(hash32(hash), signature)).isEmpty();
    }

    @Example
    void whereTheLibraryDoesNotLoadJavaStepsIn() {
        Secp256k1 chosen = FastestSecp256k1.choose(
                () -> {
                    throw new UnsatisfiedLinkError("no such library, says the test");
                },
                BouncySecp256k1::new);
        assertThat(chosen).isInstanceOf(BouncySecp256k1.class);
    }

    @Example
    void theLibraryLoadsOnThisMachine() {
        assertThat(FastestSecp256k1.here()).isInstanceOf(LibSecp256k1.class).isSameAs(FastestSecp256k1.here());
    }

    @Provide
    Arbitrary<BigInteger> keys() {
        return Arbitraries.oneOf(
                Arbitraries.bigIntegers().between(BigInteger.ONE, ORDER.subtract(BigInteger.ONE)),
                Arbitraries.of(BigInteger.ONE, ORDER.subtract(BigInteger.ONE)));
    }

    /** Thirty-two bytes: any, and often those at an edge. */
    @Provide
    Arbitrary<byte[]> words() {
        BigInteger one = BigInteger.ONE;
        return Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofSize(32),
                Arbitraries.of(
                                BigInteger.ZERO,
                                one,
                                ORDER.shiftRight(1),
                                ORDER.shiftRight(1).add(one),
                                ORDER.subtract(one),
                                ORDER,
                                ORDER.add(one),
                                FIELD.subtract(ORDER),
                                FIELD.subtract(one),
                                FIELD,
                                one.shiftLeft(256).subtract(one))
                        .map(SecpCurvesTest::word));
    }

    @Provide
    Arbitrary<Byte> vs() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.of((byte) 27, (byte) 28)), Tuple.of(2, Arbitraries.bytes()));
    }

    @Provide
    Arbitrary<Integer> bits() {
        return Arbitraries.integers().between(0, 65 * 8 - 1);
    }

    private static byte[] word(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] word = new byte[32];
        int length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, word, 32 - length, length);
        return word;
    }

    private static byte[] join(byte[] r, byte[] s, byte v) {
        byte[] all = Arrays.copyOf(r, 65);
        System.arraycopy(s, 0, all, 32, 32);
        all[64] = v;
        return all;
    }

    private static Hash32 hash32(byte[] bytes) {
        return new Hash32("0x" + HexFormat.of().formatHex(bytes));
    }

    private static Signature signature(byte[] bytes) {
        return new Signature("0x" + HexFormat.of().formatHex(bytes));
    }
}
