// SPDX-License-Identifier: GPL-3.0-or-later
// A peer of the searching benchmark: asks a Lucene index the questions of ask_bench in a warm JVM, and prints an answer
// a line as ask_bench does.
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiDocValues;
import org.apache.lucene.index.OrdinalMap;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.LongValues;
import org.apache.lucene.util.QueryBuilder;

final class AskQuestions {
    private static final int HITS = 10;

    /** A line of the questions' file. */
    private static final class Question {
        final String kind;
        final String how;
        final String words;
        final String speaker;
        final String firstDay;
        final String lastDay;
        final boolean facet;

        Question(String line) {
            String[] parts = line.split("\t", -1);
            kind = parts[0];
            how = parts[2];
            words = parts[3];
            speaker = parts[4];
            firstDay = parts[5];
            lastDay = parts[6];
            facet = parts[7].equals("1");
        }
    }

    /** Counts the matches by speaker, exactly. */
    private static final class Counts extends SimpleCollector {
        private final SortedDocValues all;
        private final int[] counts;
        long total;
        private SortedDocValues ofSegment;
        private LongValues toGlobal;

        Counts(SortedDocValues all) {
            this.all = all;
            counts = new int[all.getValueCount()];
        }

        @Override
        protected void doSetNextReader(LeafReaderContext context) throws IOException {
            ofSegment = context.reader().getSortedDocValues("speaker");
            OrdinalMap map = all instanceof MultiDocValues.MultiSortedDocValues several ? several.mapping : null;
            toGlobal = map == null ? null : map.getGlobalOrds(context.ord);
        }

        @Override
        public void collect(int document) throws IOException {
            ++total;
            if (ofSegment.advanceExact(document)) {
                int ordinal = ofSegment.ordValue();
                counts[toGlobal == null ? ordinal : (int) toGlobal.get(ordinal)]++;
            }
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }

        /** The counts of the ten most frequent speakers, added up; their names are looked up as one who prints does. */
        long best() throws IOException {
            int[] order = new int[HITS];
            int found = 0;
            for (int i = 0; i < counts.length; ++i) {
                if (counts[i] == 0 || (found == HITS && counts[i] <= counts[order[HITS - 1]])) {
                    continue;
                }
                int at = found < HITS ? found++ : HITS - 1;
                for (; at > 0 && counts[order[at - 1]] < counts[i]; --at) {
                    order[at] = order[at - 1];
                }
                order[at] = i;
            }
            long sum = 0;
            for (int i = 0; i < found; ++i) {
                sum += all.lookupOrd(order[i]).utf8ToString().isEmpty() ? 0 : counts[order[i]];
            }
            return sum;
        }
    }

    private final IndexReader reader;
    private final IndexSearcher searcher;
    private final QueryBuilder stems = new QueryBuilder(new Words(true));
    private final QueryBuilder forms = new QueryBuilder(new Words(false));

    private AskQuestions(String index) throws IOException {
        reader = DirectoryReader.open(new MMapDirectory(Path.of(index)));
        searcher = new IndexSearcher(reader);
        // Asking the same again must not be answered from what was kept of the last time.
        searcher.setQueryCache(null);
    }

    private Query query(Question question) {
        Query words = question.how.equals("phrase") ? forms.createPhraseQuery("form", question.words)
            : stems.createBooleanQuery("text", question.words, question.how.equals("any") ? Occur.SHOULD : Occur.MUST);
        if (question.speaker.isEmpty() && question.firstDay.isEmpty()) {
            return words;
        }
        BooleanQuery.Builder both = new BooleanQuery.Builder().add(words, Occur.MUST);
        if (!question.speaker.isEmpty()) {
            both.add(new TermQuery(new Term("speaker", question.speaker)), Occur.FILTER);
        }
        if (!question.firstDay.isEmpty()) {
            long first = LocalDate.parse(question.firstDay).toEpochDay();
            long last = LocalDate.parse(question.lastDay).toEpochDay();
            both.add(new IndexOrDocValuesQuery(LongPoint.newRangeQuery("date", first, last),
                NumericDocValuesField.newSlowRangeQuery("date", first, last)), Occur.FILTER);
        }
        return both.build();
    }

    /** What is found; `facets` is a sum to compare with the other engines'. */
    private record Found(long total, long facets) {}

    /**
     * The ten best with their rows, the counts where they are asked for, and with `total` the exact number of hits. What
     * has to see every hit needs no scores, and what wants the best alone may leave out the others: two searches take
     * less time than one that does both.
     */
    private Found ask(Question question, boolean total) throws IOException {
        Query query = query(question);
        TopDocs best = searcher.search(query, HITS);
        for (ScoreDoc hit : best.scoreDocs) {
            if (searcher.doc(hit.doc).get("text") == null) {
                throw new IOException("a hit without a row");
            }
        }
        if (question.facet) {
            Counts counts = new Counts(MultiDocValues.getSortedValues(reader, "speaker"));
            searcher.search(query, counts);
            return new Found(counts.total, counts.best());
        }
        return new Found(total ? searcher.count(query) : best.totalHits.value, 0);
    }

    /** Microseconds of each question, the median of `passes` over all of them, after as many that only warm. */
    private double[] measure(List<Question> questions, boolean total, int passes) throws IOException {
        double[][] times = new double[questions.size()][passes];
        for (int pass = -passes; pass < passes; ++pass) {
            for (int i = 0; i < times.length; ++i) {
                long start = System.nanoTime();
                ask(questions.get(i), total);
                if (pass >= 0) {
                    times[i][pass] = (System.nanoTime() - start) / 1e3;
                }
            }
        }
        double[] medians = new double[times.length];
        for (int i = 0; i < times.length; ++i) {
            Arrays.sort(times[i]);
            medians[i] = times[i][passes / 2];
        }
        return medians;
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2) {
            System.err.println("usage: AskQuestions QUESTIONS INDEX [PASSES]");
            System.exit(2);
        }
        List<Question> questions = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            questions.add(new Question(line));
        }
        int passes = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        AskQuestions asking = new AskQuestions(arguments[1]);
        double[] best = asking.measure(questions, false, passes);
        double[] totals = asking.measure(questions, true, passes);
        for (int i = 0; i < best.length; ++i) {
            Found found = asking.ask(questions.get(i), true);
            System.out.printf(Locale.ROOT,
                "{\"kind\":\"%s\",\"microseconds\":%.1f,\"with_total\":%.1f,\"total\":%d,\"facets\":%d}%n",
                questions.get(i).kind, best[i], totals[i], found.total, found.facets);
        }
    }
}
