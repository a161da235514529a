package io.jcacheredis.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds for the provider's sources: nothing too long to read, nothing public without a description. */
class SourceTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Set<String> PUBLIC_PACKAGES = Set.of(
            "io.jcacheredis", "io.jcacheredis.codec", "io.jcacheredis.invalidation", "io.jcacheredis.micrometer");
    private static final int LINES_OF_A_FILE = 400;
    private static final int LINES_OF_A_METHOD = 40;

    private static final List<String> longFiles = new ArrayList<>();
    private static final List<String> longMethods = new ArrayList<>();
    private static final List<String> synchronizedBlocks = new ArrayList<>();
    private static final List<String> undescribed = new ArrayList<>();
    private static int methods;

    @BeforeAll
    static void read() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources()));
            DocTrees trees = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Reader(unit, trees).scan(unit, null);
            }
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static final class Reader extends TreePathScanner<Void, Void> {

        private final CompilationUnitTree unit;
        private final DocTrees trees;
        private final LineMap lines;
        private final boolean inPublicPackage;

        Reader(CompilationUnitTree unit, DocTrees trees) {
            this.unit = unit;
            this.trees = trees;
            this.lines = unit.getLineMap();
            this.inPublicPackage =
                    PUBLIC_PACKAGES.contains(unit.getPackageName().toString());
            int length = length(unit);
            if (length > LINES_OF_A_FILE) {
                longFiles.add(place(unit) + ": " + length + " lines");
            }
        }

        private int length(Tree tree) {
            return (int) (lines.getLineNumber(trees.getSourcePositions().getEndPosition(unit, tree))
                    - lines.getLineNumber(trees.getSourcePositions().getStartPosition(unit, tree))
                    + 1);
        }

        private String place(Tree tree) {
            return SOURCES.toUri().relativize(unit.getSourceFile().toUri()) + ":"
                    + lines.getLineNumber(trees.getSourcePositions().getStartPosition(unit, tree));
        }

        @Override
        public Void visitClass(ClassTree type, Void none) {
            require(type, type.getModifiers().getFlags(), type.getSimpleName().toString());
            return super.visitClass(type, null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void none) {
            methods++;
            int length = length(method);
            if (length > LINES_OF_A_METHOD) {
                longMethods.add(place(method) + " " + method.getName() + ": " + length + " lines");
            }
            boolean inherits = method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
            if (!inherits) {
                require(
                        method,
                        method.getModifiers().getFlags(),
                        method.getName().toString());
            }
            return super.visitMethod(method, null);
        }

        @Override
        public Void visitVariable(VariableTree variable, Void none) {
            if (getCurrentPath().getParentPath().getLeaf() instanceof ClassTree) {
                require(
                        variable,
                        variable.getModifiers().getFlags(),
                        variable.getName().toString());
            }
            return super.visitVariable(variable, null);
        }

        @Override
        public Void visitSynchronized(SynchronizedTree block, Void none) {
            synchronizedBlocks.add(place(block));
            return super.visitSynchronized(block, null);
        }

        /** What users see must have a comment, even if it is plain from its name. */
        private void require(Tree tree, Set<Modifier> flags, String name) {
            if (inPublicPackage
                    && isVisible(flags, getCurrentPath())
                    && trees.getDocComment(getCurrentPath()) == null) {
                undescribed.add(place(tree) + " " + name);
            }
        }

        private static boolean isVisible(Set<Modifier> flags, TreePath path) {
            boolean visible =
                    flags.contains(Modifier.PUBLIC) || flags.contains(Modifier.PROTECTED) || isInInterface(path);
            for (TreePath outer = path.getParentPath(); outer != null; outer = outer.getParentPath()) {
                if (outer.getLeaf() instanceof ClassTree type) {
                    Set<Modifier> outerFlags = type.getModifiers().getFlags();
                    visible &= outerFlags.contains(Modifier.PUBLIC) || isInInterface(outer);
                } else if (!(outer.getLeaf() instanceof CompilationUnitTree)) {
                    return false; // inside of a method
                }
            }
            return visible && !isPartOfARecord(path);
        }

        private static boolean isInInterface(TreePath path) {
            return path.getParentPath().getLeaf().getKind() == Tree.Kind.INTERFACE;
        }

        /** The components and the compact constructor, which the record's comment describes. */
        private static boolean isPartOfARecord(TreePath path) {
            return path.getParentPath().getLeaf().getKind() == Tree.Kind.RECORD
                    && (path.getLeaf() instanceof VariableTree
                            || (path.getLeaf() instanceof MethodTree method
                                    && method.getName().contentEquals("<init>")));
        }
    }

    @Test
    void files_areOfAReadableLength() {
        assertThat(longFiles).isEmpty();
    }

    @Test
    void methods_areOfAReadableLength() {
        assertThat(methods).isGreaterThan(500);
        assertThat(longMethods).isEmpty();
    }

    /** A virtual thread that waits in one holds its carrier. */
    @Test
    void nothing_isSynchronized() {
        assertThat(synchronizedBlocks).isEmpty();
    }

    @Test
    void everythingPublic_hasADescription() {
        assertThat(undescribed).isEmpty();
    }

    @Test
    void everyPackage_isNullMarked() throws IOException {
        List<String> unmarked = new ArrayList<>();
        for (Path folder : sources().stream().map(Path::getParent).distinct().toList()) {
            Path info = folder.resolve("package-info.java");
            if (!Files.exists(info) || !Files.readString(info).contains("\n@NullMarked\n")) {
                unmarked.add(folder.toString());
            }
        }
        assertThat(unmarked).isEmpty();
    }
}
