package org.headroom.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which sources may open the files beside the ledger, and which may make files and folders that are not their user's
 * alone. Whoever opens the ledger's own file and closes it drops the locks that SQLite holds on it in the same program.
 */
final class FileRules {
    /** Sources of the store that open files, and which. None of them is the ledger while SQLite has it. */
    static final Map<String, String> OPENERS = Map.of(
            "Header", "looks into the ledger before SQLite opens it, while the lock keeps other openings out",
            "LedgerMark", "reads and writes the mark in the rig's home",
            "LedgerBackup", "makes and syncs the copy, under its name with .part",
            "Ledger", "makes the file before SQLite opens it",
            "DecisionFile", "makes the file of decisions before SQLite opens it",
            "ProcessLock", "opens the lock file",
            "ReserveFile", "opens the reserve",
            "DiskReserve", "writes into the reserve, which ReserveFile has opened");

    /** Sources that make files or folders with the rights that the umask gives, and why. */
    static final Map<String, String> WITH_UMASK = Map.of(
            "plugins/org.headroom.model/src/org/headroom/model/files/PrivateFiles.java",
            "is what all others use, and gives the rights itself",
            "plugins/org.headroom.broker/src/org/headroom/broker/EmbeddedBroker.java",
            "needs no bundle of ours; whoever starts it gives it a folder of the owner's",
            "plugins/org.headroom.jobs/src/org/headroom/jobs/DiskImage.java",
            "makes the folder of a copy that cp -a gives the rights of what the job left",
            "plugins/org.headroom.cli/src/org/headroom/cli/demo/Demo.java",
            "writes the figures into the file that a person names",
            "plugins/org.headroom.app/src/org/headroom/app/Screenshots.java",
            "saves pictures into the folder that a person names",
            "plugins/org.headroom.app/src/org/headroom/app/UiStalls.java",
            "writes durations into the file that a person names",
            "plugins/org.headroom.console/src/org/headroom/console/gpu/ValuesFile.java",
            "exports into the file that a person names",
            "plugins/org.headroom.ui/src/org/headroom/ui/table/TableFile.java",
            "exports into the file that a person names");

    /** The same of sources that cannot use what gives the rights. */
    static final Map<String, String> WITHOUT_HELP = Map.of(
            "plugins/org.headroom.jobs/src/org/headroom/jobs/ContainerProcesses.java",
            "writes into files of the kernel's control groups, and makes none",
            "plugins/org.headroom.jobs/src/org/headroom/jobs/guard/GuardFolder.java",
            "needs the JDK alone, and gives the rights itself",
            "plugins/org.headroom.jobs/src/org/headroom/jobs/guard/GuardLog.java",
            "needs the JDK alone, and gives the rights itself");

    private static final String STORE = "plugins/org.headroom.store/src/org/headroom/store/";
    private static final String BENCH = "plugins/org.headroom.cli/src/org/headroom/cli/bench/";
    /** Works in temporary folders, which are the owner's alone, and writes its findings where a person says. */
    private static final String FUZZ = "plugins/org.headroom.cli/src/org/headroom/cli/fuzz/";

    private static final Pattern OPENS = Pattern.compile(
            "\\bFiles\\s*\\.\\s*(new(InputStream|OutputStream|ByteChannel|BufferedReader|BufferedWriter)|read(AllBytes"
                    + "|AllLines|String)|write(String)?|lines|copy|createFile)\\s*\\(|\\bFileChannel\\s*\\.\\s*open\\s*\\("
                    + "|\\bPrivateFiles\\s*\\.\\s*(open|writer|writeString|replace|createFile)\\s*\\("
                    + "|\\bnew\\s+(FileInputStream|FileOutputStream|RandomAccessFile|FileReader|FileWriter)\\b");
    private static final Pattern MAKES = Pattern.compile(
            "\\bFiles\\s*\\.\\s*(createDirector(y|ies)|createFile|newBufferedWriter|newOutputStream|write(String)?)\\s*\\("
                    + "|\\bnew\\s+(FileOutputStream|RandomAccessFile|FileWriter)\\b"
                    + "|\\bFileChannel\\s*\\.\\s*open\\s*\\([^;]*?\\bCREATE(_NEW)?\\b");

    private FileRules() {}

    private static boolean isListed(String path) {
        return WITH_UMASK.containsKey(path) || WITHOUT_HELP.containsKey(path);
    }

    /** The broken rules of one file; {@code path} is relative to the repository's root, with slashes. */
    static List<String> brokenBy(String path, String source) {
        List<String> broken = new ArrayList<>();
        String code = SourceRules.blank(source);
        if (path.startsWith(STORE) && path.indexOf('/', STORE.length()) < 0) {
            String name = path.substring(STORE.length()).replace(".java", "");
            Matcher opens = OPENS.matcher(code);
            if (!OPENERS.containsKey(name) && opens.find())
                broken.add(
                        path + " opens a file (" + opens.group().strip() + "): whoever closes the ledger's file drops"
                                + " SQLite's locks on it; ask SQLite, or list the source with the file that it opens");
        }
        boolean isProgram = path.matches("plugins/[^/]+/src/.*") && !path.matches("plugins/[^/]+\\.(tests|fixture)/.*");
        Matcher makes = MAKES.matcher(code);
        if (isProgram && !path.startsWith(BENCH) && !path.startsWith(FUZZ) && !isListed(path) && makes.find())
            broken.add(path + " makes a file or folder with the rights that the umask gives ("
                    + makes.group().strip() + "): use PrivateFiles, or list the source with the reason");
        return broken;
    }
}
