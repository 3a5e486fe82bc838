// SPDX-License-Identifier: GPL-3.0-or-later
// A peer of the building benchmark: the statements of a dump into a Lucene index, rows stored, everything committed.
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;

final class BuildIndex {
    private static final int BATCH = 256;
    /** What is asked for whole, and counted. */
    private static final String[] NAMES = {"speaker", "outlet", "country", "mention", "topic", "article"};

    private static final List<String[]> END = List.of();

    /** The place of each key of the dump in a row. */
    private static final String[] KEYS = {
        "id", "text", "speaker", "outlet", "date", "country", "mention", "topic", "article", "title"};

    private BuildIndex() {}

    private static int place(String key) {
        for (int i = 0; i < KEYS.length; ++i) {
            if (KEYS[i].equals(key)) {
                return i;
            }
        }
        throw new IllegalArgumentException("a dump with the key " + key);
    }

    /** Text as stems alone without positions: phrases are asked of the forms then. */
    private static FieldType stemsAlone() {
        FieldType type = new FieldType(TextField.TYPE_STORED);
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        type.freeze();
        return type;
    }

    private static Document document(String[] row, FieldType text, boolean forms) {
        Document document = new Document();
        document.add(new StringField("id", row[place("id")], Field.Store.YES));
        document.add(new Field("text", row[place("text")], text));
        if (forms) {
            document.add(new TextField("form", row[place("text")], Field.Store.NO));
        }
        document.add(new TextField("title", row[place("title")], Field.Store.YES));
        document.add(new TextField("speaker_words", row[place("speaker")], Field.Store.NO));
        document.add(new TextField("mention_words", row[place("mention")], Field.Store.NO));
        for (String name : NAMES) {
            String value = row[place(name)];
            document.add(new StringField(name, value, Field.Store.YES));
            document.add(new SortedDocValuesField(name, new BytesRef(value)));
        }
        long day = LocalDate.parse(row[place("date")]).toEpochDay();
        document.add(new LongPoint("date", day));
        document.add(new NumericDocValuesField("date", day));
        document.add(new StoredField("date", row[place("date")]));
        return document;
    }

    private static void read(Path dump, BlockingQueue<List<String[]>> rows) throws IOException, InterruptedException {
        try (BufferedReader in = Files.newBufferedReader(dump, StandardCharsets.UTF_8)) {
            List<String[]> batch = new ArrayList<>(BATCH);
            String[] row = new String[KEYS.length];
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isEmpty()) {
                    int equals = line.indexOf('=');
                    row[place(line.substring(0, equals))] = line.substring(equals + 1);
                    continue;
                }
                batch.add(row);
                row = new String[KEYS.length];
                if (batch.size() == BATCH) {
                    rows.put(batch);
                    batch = new ArrayList<>(BATCH);
                }
            }
            rows.put(batch);
        }
    }

    private static void write(IndexWriter writer, BlockingQueue<List<String[]>> rows, boolean forms)
            throws IOException, InterruptedException {
        FieldType text = forms ? stemsAlone() : TextField.TYPE_STORED;
        // An identity, since the last batch that was read may be empty too.
        for (List<String[]> batch = rows.take(); batch != END; batch = rows.take()) {
            for (String[] row : batch) {
                writer.addDocument(document(row, text, forms));
            }
        }
        rows.put(END);
    }

    public static void main(String[] arguments) throws Exception {
        List<String> options = List.of(arguments);
        if (arguments.length < 2) {
            System.err.println("usage: BuildIndex DUMP INDEX [one-segment] [forms]");
            System.exit(2);
        }
        boolean forms = options.contains("forms");
        Analyzer analyzer = new PerFieldAnalyzerWrapper(new Words(true), Map.of("form", new Words(false),
            "speaker_words", new Words(false), "mention_words", new Words(false)));
        IndexWriterConfig config = new IndexWriterConfig(analyzer).setRAMBufferSizeMB(256);
        int threads = Runtime.getRuntime().availableProcessors();
        BlockingQueue<List<String[]>> rows = new ArrayBlockingQueue<>(4 * threads);
        try (IndexWriter writer = new IndexWriter(FSDirectory.open(Path.of(arguments[1])), config)) {
            ExecutorService workers = Executors.newFixedThreadPool(threads);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; ++i) {
                running.add(workers.submit(() -> {
                    write(writer, rows, forms);
                    return null;
                }));
            }
            read(Path.of(arguments[0]), rows);
            rows.put(END);
            workers.shutdown();
            for (Future<?> worker : running) {
                worker.get();
            }
            if (options.contains("one-segment")) {
                writer.forceMerge(1);
            }
            writer.commit();
        } catch (Exception error) {
            // Threads that wait for more would keep the program alive.
            error.printStackTrace();
            System.exit(1);
        }
    }
}
