package org.headroom.nvml.raw;

/**
 * The shapes of NVML's functions: all of them answer an {@code nvmlReturn_t}; the letters are their arguments in order,
 * {@code p} a pointer or handle, {@code i} a 32-bit and {@code l} a 64-bit number. Each shape has an interface to call
 * through and a class of one native method that {@link NvmlLibrary} copies for each function and ties to its address. The
 * header's 412 functions need no other shapes than these.
 */
public final class Shapes {
    /** NVML_ERROR_FUNCTION_NOT_FOUND: what a function answers that this library does not have. */
    static final int ABSENT = 13;

    private Shapes() {}

    /** No arguments. */
    public interface None {
        int call();
    }

    static final class NativeNone implements None {
        @Override
        public native int call();
    }

    public static final Shape<None> NONE_SHAPE = new Shape<>("", None.class, NativeNone.class, () -> ABSENT);

    /** Arguments: int. */
    public interface I {
        int call(int a);
    }

    static final class NativeI implements I {
        @Override
        public native int call(int a);
    }

    public static final Shape<I> I_SHAPE = new Shape<>("i", I.class, NativeI.class, a -> ABSENT);

    /** Arguments: pointer. */
    public interface P {
        int call(long a);
    }

    static final class NativeP implements P {
        @Override
        public native int call(long a);
    }

    public static final Shape<P> P_SHAPE = new Shape<>("p", P.class, NativeP.class, a -> ABSENT);

    /** Arguments: int, int. */
    public interface II {
        int call(int a, int b);
    }

    static final class NativeII implements II {
        @Override
        public native int call(int a, int b);
    }

    public static final Shape<II> II_SHAPE = new Shape<>("ii", II.class, NativeII.class, (a, b) -> ABSENT);

    /** Arguments: int, pointer. */
    public interface IP {
        int call(int a, long b);
    }

    static final class NativeIP implements IP {
        @Override
        public native int call(int a, long b);
    }

    public static final Shape<IP> IP_SHAPE = new Shape<>("ip", IP.class, NativeIP.class, (a, b) -> ABSENT);

    /** Arguments: pointer, int. */
    public interface PI {
        int call(long a, int b);
    }

    static final class NativePI implements PI {
        @Override
        public native int call(long a, int b);
    }

    public static final Shape<PI> PI_SHAPE = new Shape<>("pi", PI.class, NativePI.class, (a, b) -> ABSENT);

    /** Arguments: pointer, long. */
    public interface PL {
        int call(long a, long b);
    }

    static final class NativePL implements PL {
        @Override
        public native int call(long a, long b);
    }

    public static final Shape<PL> PL_SHAPE = new Shape<>("pl", PL.class, NativePL.class, (a, b) -> ABSENT);

    /** Arguments: pointer, pointer. */
    public interface PP {
        int call(long a, long b);
    }

    static final class NativePP implements PP {
        @Override
        public native int call(long a, long b);
    }

    public static final Shape<PP> PP_SHAPE = new Shape<>("pp", PP.class, NativePP.class, (a, b) -> ABSENT);

    /** Arguments: int, int, pointer. */
    public interface IIP {
        int call(int a, int b, long c);
    }

    static final class NativeIIP implements IIP {
        @Override
        public native int call(int a, int b, long c);
    }

    public static final Shape<IIP> IIP_SHAPE = new Shape<>("iip", IIP.class, NativeIIP.class, (a, b, c) -> ABSENT);

    /** Arguments: int, pointer, int. */
    public interface IPI {
        int call(int a, long b, int c);
    }

    static final class NativeIPI implements IPI {
        @Override
        public native int call(int a, long b, int c);
    }

    public static final Shape<IPI> IPI_SHAPE = new Shape<>("ipi", IPI.class, NativeIPI.class, (a, b, c) -> ABSENT);

    /** Arguments: int, pointer, pointer. */
    public interface IPP {
        int call(int a, long b, long c);
    }

    static final class NativeIPP implements IPP {
        @Override
        public native int call(int a, long b, long c);
    }

    public static final Shape<IPP> IPP_SHAPE = new Shape<>("ipp", IPP.class, NativeIPP.class, (a, b, c) -> ABSENT);

    /** Arguments: pointer, int, int. */
    public interface PII {
        int call(long a, int b, int c);
    }

    static final class NativePII implements PII {
        @Override
        public native int call(long a, int b, int c);
    }

    public static final Shape<PII> PII_SHAPE = new Shape<>("pii", PII.class, NativePII.class, (a, b, c) -> ABSENT);

    /** Arguments: pointer, int, pointer. */
    public interface PIP {
        int call(long a, int b, long c);
    }

    static final class NativePIP implements PIP {
        @Override
        public native int call(long a, int b, long c);
    }

    public static final Shape<PIP> PIP_SHAPE = new Shape<>("pip", PIP.class, NativePIP.class, (a, b, c) -> ABSENT);

    /** Arguments: pointer, long, pointer. */
    public interface PLP {
        int call(long a, long b, long c);
    }

    static final class NativePLP implements PLP {
        @Override
        public native int call(long a, long b, long c);
    }

    public static final Shape<PLP> PLP_SHAPE = new Shape<>("plp", PLP.class, NativePLP.class, (a, b, c) -> ABSENT);

    /** Arguments: pointer, pointer, int. */
    public interface PPI {
        int call(long a, long b, int c);
    }

    static final class NativePPI implements PPI {
        @Override
        public native int call(long a, long b, int c);
    }

    public static final Shape<PPI> PPI_SHAPE = new Shape<>("ppi", PPI.class, NativePPI.class, (a, b, c) -> ABSENT);

    /** Arguments: pointer, pointer, pointer. */
    public interface PPP {
        int call(long a, long b, long c);
    }

    static final class NativePPP implements PPP {
        @Override
        public native int call(long a, long b, long c);
    }

    public static final Shape<PPP> PPP_SHAPE = new Shape<>("ppp", PPP.class, NativePPP.class, (a, b, c) -> ABSENT);

    /** Arguments: int, int, pointer, pointer. */
    public interface IIPP {
        int call(int a, int b, long c, long d);
    }

    static final class NativeIIPP implements IIPP {
        @Override
        public native int call(int a, int b, long c, long d);
    }

    public static final Shape<IIPP> IIPP_SHAPE =
            new Shape<>("iipp", IIPP.class, NativeIIPP.class, (a, b, c, d) -> ABSENT);

    /** Arguments: int, pointer, int, pointer. */
    public interface IPIP {
        int call(int a, long b, int c, long d);
    }

    static final class NativeIPIP implements IPIP {
        @Override
        public native int call(int a, long b, int c, long d);
    }

    public static final Shape<IPIP> IPIP_SHAPE =
            new Shape<>("ipip", IPIP.class, NativeIPIP.class, (a, b, c, d) -> ABSENT);

    /** Arguments: int, pointer, pointer, pointer. */
    public interface IPPP {
        int call(int a, long b, long c, long d);
    }

    static final class NativeIPPP implements IPPP {
        @Override
        public native int call(int a, long b, long c, long d);
    }

    public static final Shape<IPPP> IPPP_SHAPE =
            new Shape<>("ippp", IPPP.class, NativeIPPP.class, (a, b, c, d) -> ABSENT);

    /** Arguments: pointer, int, int, int. */
    public interface PIII {
        int call(long a, int b, int c, int d);
    }

    static final class NativePIII implements PIII {
        @Override
        public native int call(long a, int b, int c, int d);
    }

    public static final Shape<PIII> PIII_SHAPE =
            new Shape<>("piii", PIII.class, NativePIII.class, (a, b, c, d) -> ABSENT);

    /** Arguments: pointer, int, int, pointer. */
    public interface PIIP {
        int call(long a, int b, int c, long d);
    }

    static final class NativePIIP implements PIIP {
        @Override
        public native int call(long a, int b, int c, long d);
    }

    public static final Shape<PIIP> PIIP_SHAPE =
            new Shape<>("piip", PIIP.class, NativePIIP.class, (a, b, c, d) -> ABSENT);

    /** Arguments: pointer, int, pointer, int. */
    public interface PIPI {
        int call(long a, int b, long c, int d);
    }

    static final class NativePIPI implements PIPI {
        @Override
        public native int call(long a, int b, long c, int d);
    }

    public static final Shape<PIPI> PIPI_SHAPE =
            new Shape<>("pipi", PIPI.class, NativePIPI.class, (a, b, c, d) -> ABSENT);

    /** Arguments: pointer, int, pointer, pointer. */
    public interface PIPP {
        int call(long a, int b, long c, long d);
    }

    static final class NativePIPP implements PIPP {
        @Override
        public native int call(long a, int b, long c, long d);
    }

    public static final Shape<PIPP> PIPP_SHAPE =
            new Shape<>("pipp", PIPP.class, NativePIPP.class, (a, b, c, d) -> ABSENT);

    /** Arguments: pointer, long, pointer, pointer. */
    public interface PLPP {
        int call(long a, long b, long c, long d);
    }

    static final class NativePLPP implements PLPP {
        @Override
        public native int call(long a, long b, long c, long d);
    }

    public static final Shape<PLPP> PLPP_SHAPE =
            new Shape<>("plpp", PLPP.class, NativePLPP.class, (a, b, c, d) -> ABSENT);

    /** Arguments: pointer, pointer, int, pointer. */
    public interface PPIP {
        int call(long a, long b, int c, long d);
    }

    static final class NativePPIP implements PPIP {
        @Override
        public native int call(long a, long b, int c, long d);
    }

    public static final Shape<PPIP> PPIP_SHAPE =
            new Shape<>("ppip", PPIP.class, NativePPIP.class, (a, b, c, d) -> ABSENT);

    /** Arguments: pointer, pointer, pointer, long. */
    public interface PPPL {
        int call(long a, long b, long c, long d);
    }

    static final class NativePPPL implements PPPL {
        @Override
        public native int call(long a, long b, long c, long d);
    }

    public static final Shape<PPPL> PPPL_SHAPE =
            new Shape<>("pppl", PPPL.class, NativePPPL.class, (a, b, c, d) -> ABSENT);

    /** Arguments: pointer, pointer, pointer, pointer. */
    public interface PPPP {
        int call(long a, long b, long c, long d);
    }

    static final class NativePPPP implements PPPP {
        @Override
        public native int call(long a, long b, long c, long d);
    }

    public static final Shape<PPPP> PPPP_SHAPE =
            new Shape<>("pppp", PPPP.class, NativePPPP.class, (a, b, c, d) -> ABSENT);

    /** Arguments: pointer, int, int, int, pointer. */
    public interface PIIIP {
        int call(long a, int b, int c, int d, long e);
    }

    static final class NativePIIIP implements PIIIP {
        @Override
        public native int call(long a, int b, int c, int d, long e);
    }

    public static final Shape<PIIIP> PIIIP_SHAPE =
            new Shape<>("piiip", PIIIP.class, NativePIIIP.class, (a, b, c, d, e) -> ABSENT);

    /** Arguments: pointer, int, int, pointer, int. */
    public interface PIIPI {
        int call(long a, int b, int c, long d, int e);
    }

    static final class NativePIIPI implements PIIPI {
        @Override
        public native int call(long a, int b, int c, long d, int e);
    }

    public static final Shape<PIIPI> PIIPI_SHAPE =
            new Shape<>("piipi", PIIPI.class, NativePIIPI.class, (a, b, c, d, e) -> ABSENT);

    /** Arguments: pointer, int, int, pointer, pointer. */
    public interface PIIPP {
        int call(long a, int b, int c, long d, long e);
    }

    static final class NativePIIPP implements PIIPP {
        @Override
        public native int call(long a, int b, int c, long d, long e);
    }

    public static final Shape<PIIPP> PIIPP_SHAPE =
            new Shape<>("piipp", PIIPP.class, NativePIIPP.class, (a, b, c, d, e) -> ABSENT);

    /** Arguments: pointer, int, pointer, pointer, pointer. */
    public interface PIPPP {
        int call(long a, int b, long c, long d, long e);
    }

    static final class NativePIPPP implements PIPPP {
        @Override
        public native int call(long a, int b, long c, long d, long e);
    }

    public static final Shape<PIPPP> PIPPP_SHAPE =
            new Shape<>("pippp", PIPPP.class, NativePIPPP.class, (a, b, c, d, e) -> ABSENT);

    /** Arguments: pointer, long, pointer, pointer, pointer. */
    public interface PLPPP {
        int call(long a, long b, long c, long d, long e);
    }

    static final class NativePLPPP implements PLPPP {
        @Override
        public native int call(long a, long b, long c, long d, long e);
    }

    public static final Shape<PLPPP> PLPPP_SHAPE =
            new Shape<>("plppp", PLPPP.class, NativePLPPP.class, (a, b, c, d, e) -> ABSENT);

    /** Arguments: pointer, pointer, pointer, pointer, pointer. */
    public interface PPPPP {
        int call(long a, long b, long c, long d, long e);
    }

    static final class NativePPPPP implements PPPPP {
        @Override
        public native int call(long a, long b, long c, long d, long e);
    }

    public static final Shape<PPPPP> PPPPP_SHAPE =
            new Shape<>("ppppp", PPPPP.class, NativePPPPP.class, (a, b, c, d, e) -> ABSENT);

    /** Arguments: pointer, int, long, pointer, pointer, pointer. */
    public interface PILPPP {
        int call(long a, int b, long c, long d, long e, long f);
    }

    static final class NativePILPPP implements PILPPP {
        @Override
        public native int call(long a, int b, long c, long d, long e, long f);
    }

    public static final Shape<PILPPP> PILPPP_SHAPE =
            new Shape<>("pilppp", PILPPP.class, NativePILPPP.class, (a, b, c, d, e, f) -> ABSENT);
}
