-- A store of version 9, as Rashomon made it before the terms of an article stood in its row as numbers. Never to be
-- edited: such files are with people.

CREATE TABLE store_version (
	version INTEGER NOT NULL
);

CREATE TABLE document (
	id VARCHAR(16) NOT NULL, 
	ref TEXT NOT NULL, 
	text TEXT NOT NULL, 
	text_sha256 VARCHAR(64) NOT NULL, 
	raw_sha256 VARCHAR(64) NOT NULL, 
	media_type TEXT NOT NULL, 
	made_by TEXT NOT NULL, 
	superseded_by VARCHAR(16), 
	PRIMARY KEY (id), 
	FOREIGN KEY(superseded_by) REFERENCES document (id)
);

CREATE UNIQUE INDEX document_ref ON document (ref, id);

CREATE TABLE profile (
	id VARCHAR(16) NOT NULL, 
	block TEXT NOT NULL, 
	json TEXT NOT NULL, 
	articles INTEGER NOT NULL, 
	entity VARCHAR(16), 
	score FLOAT, 
	reason TEXT, 
	PRIMARY KEY (id)
);

CREATE INDEX profile_entity ON profile (entity, id);

CREATE INDEX profile_block ON profile (block, id);

CREATE TABLE unsettled (
	block TEXT NOT NULL, 
	PRIMARY KEY (block)
);

CREATE TABLE item_key (
	kind TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	place TEXT NOT NULL, 
	finding VARCHAR(16) NOT NULL, 
	PRIMARY KEY (kind, "key", place, finding)
)
 WITHOUT ROWID;

CREATE TABLE ungrouped (
	kind TEXT NOT NULL, 
	finding VARCHAR(16) NOT NULL, 
	anew BOOLEAN NOT NULL, 
	PRIMARY KEY (kind, finding)
)
 WITHOUT ROWID;

CREATE TABLE decided (
	kind TEXT NOT NULL, 
	PRIMARY KEY (kind)
);

CREATE TABLE product (
	kind TEXT NOT NULL, 
	whole VARCHAR(16) NOT NULL, 
	layer TEXT NOT NULL, 
	id VARCHAR(16) NOT NULL, 
	PRIMARY KEY (kind, whole, layer, id)
)
 WITHOUT ROWID;

CREATE TABLE bag_term (
	term TEXT NOT NULL, 
	documents BLOB NOT NULL, 
	weights BLOB NOT NULL, 
	PRIMARY KEY (term)
);

CREATE TABLE untold (
	document VARCHAR(16) NOT NULL, 
	PRIMARY KEY (document)
);

CREATE TABLE "cast" (
	story VARCHAR(16) NOT NULL, 
	made_by TEXT NOT NULL, 
	PRIMARY KEY (story)
);

CREATE INDEX cast_made_by ON "cast" (made_by, story);

CREATE TABLE print_page (
	id INTEGER NOT NULL, 
	prints BLOB NOT NULL, 
	documents BLOB NOT NULL, 
	PRIMARY KEY (id)
);

CREATE TABLE shared_print (
	print INTEGER NOT NULL, 
	spread INTEGER NOT NULL, 
	last VARCHAR(16), 
	PRIMARY KEY (print)
);

CREATE TABLE unvisited (
	document VARCHAR(16) NOT NULL, 
	PRIMARY KEY (document)
);

CREATE TABLE uncompared (
	a VARCHAR(16) NOT NULL, 
	b VARCHAR(16) NOT NULL, 
	PRIMARY KEY (a, b)
);

CREATE TABLE untraced (
	document VARCHAR(16) NOT NULL, 
	PRIMARY KEY (document)
);

CREATE TABLE overruled (
	layer TEXT NOT NULL, 
	id VARCHAR(16) NOT NULL, 
	document VARCHAR(16), 
	start INTEGER NOT NULL, 
	stop INTEGER NOT NULL, 
	made_by TEXT NOT NULL, 
	json TEXT NOT NULL, 
	PRIMARY KEY (layer, id)
);

CREATE INDEX overruled_document ON overruled (document);

CREATE TABLE apart (
	ref TEXT NOT NULL, 
	entity VARCHAR(16) NOT NULL, 
	name TEXT NOT NULL, 
	block TEXT NOT NULL, 
	PRIMARY KEY (ref, entity)
);

CREATE TABLE united (
	block TEXT NOT NULL, 
	whole TEXT NOT NULL, 
	PRIMARY KEY (block)
);

CREATE INDEX united_whole ON united (whole, block);

CREATE TABLE rejection (
	ref TEXT NOT NULL, 
	stage TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	PRIMARY KEY (ref, stage, reason)
);

CREATE TABLE record (
	layer TEXT NOT NULL, 
	id VARCHAR(16) NOT NULL, 
	document VARCHAR(16), 
	start INTEGER NOT NULL, 
	stop INTEGER NOT NULL, 
	made_by TEXT NOT NULL, 
	json TEXT NOT NULL, 
	PRIMARY KEY (layer, id), 
	FOREIGN KEY(document) REFERENCES document (id)
);

CREATE INDEX record_place ON record (document, layer, start, stop, id);

CREATE TABLE link (
	document VARCHAR(16) NOT NULL, 
	made_by TEXT NOT NULL, 
	PRIMARY KEY (document), 
	FOREIGN KEY(document) REFERENCES document (id)
);

CREATE INDEX link_made_by ON link (made_by, document);

CREATE TABLE member (
	id VARCHAR(16) NOT NULL, 
	document VARCHAR(16) NOT NULL, 
	entity VARCHAR(16) NOT NULL, 
	profile VARCHAR(16), 
	mentions INTEGER NOT NULL, 
	statements INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(document) REFERENCES document (id), 
	FOREIGN KEY(profile) REFERENCES profile (id)
);

CREATE UNIQUE INDEX member_document ON member (document, entity, profile);

CREATE INDEX member_profile ON member (profile, document, mentions, statements);

CREATE TABLE gathered (
	kind TEXT NOT NULL, 
	document VARCHAR(16) NOT NULL, 
	made_by TEXT NOT NULL, 
	PRIMARY KEY (kind, document), 
	FOREIGN KEY(document) REFERENCES document (id)
)
 WITHOUT ROWID;

CREATE INDEX gathered_document ON gathered (document);

CREATE INDEX gathered_made_by ON gathered (kind, made_by, document);

CREATE TABLE item (
	kind TEXT NOT NULL, 
	finding VARCHAR(16) NOT NULL, 
	document VARCHAR(16) NOT NULL, 
	made_by TEXT NOT NULL, 
	place TEXT NOT NULL, 
	json TEXT NOT NULL, 
	keyed_by TEXT NOT NULL, 
	alone BOOLEAN NOT NULL, 
	antecedent VARCHAR(16), 
	score FLOAT, 
	reason TEXT, 
	whole VARCHAR(16) NOT NULL, 
	joined BOOLEAN NOT NULL, 
	PRIMARY KEY (kind, finding), 
	FOREIGN KEY(document) REFERENCES document (id)
);

CREATE INDEX item_document ON item (document, kind, finding, whole, joined, alone);

CREATE INDEX item_whole ON item (kind, whole) WHERE joined = 1;

CREATE TABLE about (
	layer TEXT NOT NULL, 
	document VARCHAR(16) NOT NULL, 
	id VARCHAR(16) NOT NULL, 
	PRIMARY KEY (layer, document, id), 
	FOREIGN KEY(document) REFERENCES document (id)
)
 WITHOUT ROWID;

CREATE INDEX about_id ON about (layer, id);

CREATE TABLE bag (
	document VARCHAR(16) NOT NULL, 
	made_by TEXT NOT NULL, 
	json TEXT, 
	PRIMARY KEY (document), 
	FOREIGN KEY(document) REFERENCES document (id)
);

CREATE INDEX bag_made_by ON bag (made_by, document);

CREATE TABLE printed (
	document VARCHAR(16) NOT NULL, 
	made_by TEXT NOT NULL, 
	current BOOLEAN NOT NULL, 
	outlet TEXT, 
	published TEXT, 
	stock TEXT, 
	prints BLOB, 
	quoted BLOB, 
	PRIMARY KEY (document), 
	FOREIGN KEY(document) REFERENCES document (id)
);

CREATE INDEX printed_made_by ON printed (made_by, document);

CREATE TABLE pair (
	a VARCHAR(16) NOT NULL, 
	b VARCHAR(16) NOT NULL, 
	weight INTEGER NOT NULL, 
	kind TEXT, 
	containment FLOAT, 
	passages TEXT, 
	PRIMARY KEY (a, b), 
	FOREIGN KEY(a) REFERENCES document (id), 
	FOREIGN KEY(b) REFERENCES document (id)
);

CREATE INDEX pair_b ON pair (b, a);

CREATE TABLE kindred (
	document VARCHAR(16) NOT NULL, 
	family VARCHAR(16) NOT NULL, 
	PRIMARY KEY (document), 
	FOREIGN KEY(document) REFERENCES document (id)
);

CREATE INDEX kindred_family ON kindred (family, document);

CREATE TABLE correction (
	id VARCHAR(16) NOT NULL, 
	at TEXT NOT NULL, 
	target TEXT NOT NULL, 
	finding VARCHAR(16) NOT NULL, 
	origin VARCHAR(16), 
	document VARCHAR(16), 
	undone_at TEXT, 
	undone_by TEXT, 
	standing TEXT NOT NULL, 
	json TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(origin) REFERENCES document (id), 
	FOREIGN KEY(document) REFERENCES document (id)
);

CREATE INDEX correction_document ON correction (document, at, id);

CREATE INDEX correction_target ON correction (target, at, id);

CREATE INDEX correction_origin ON correction (origin, at, id);

CREATE INDEX correction_at ON correction (at, id);

CREATE TABLE likeness (
	a VARCHAR(16) NOT NULL, 
	b VARCHAR(16) NOT NULL, 
	millionths INTEGER NOT NULL, 
	PRIMARY KEY (a, b), 
	FOREIGN KEY(a) REFERENCES bag (document), 
	FOREIGN KEY(b) REFERENCES bag (document)
)
 WITHOUT ROWID;

CREATE INDEX likeness_b ON likeness (b, a, millionths);

CREATE TABLE tally (
	layer TEXT NOT NULL, 
	records INTEGER NOT NULL, 
	PRIMARY KEY (layer)
);

CREATE TABLE shelf (
	document VARCHAR(16) NOT NULL, 
	ref TEXT NOT NULL, 
	outlet TEXT, 
	earliest TEXT, 
	latest TEXT, 
	PRIMARY KEY (document)
);

CREATE INDEX shelf_outlet ON shelf (outlet, document);

CREATE UNIQUE INDEX shelf_ref ON shelf (ref, document);

CREATE TABLE name (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name)
);

CREATE TABLE bearer (
	name INTEGER NOT NULL, 
	entity VARCHAR(16) NOT NULL, 
	PRIMARY KEY (name, entity)
)
 WITHOUT ROWID;

CREATE INDEX bearer_entity ON bearer (entity, name);

CREATE TABLE standing (
	entity VARCHAR(16) NOT NULL, 
	articles INTEGER NOT NULL, 
	mentions INTEGER NOT NULL, 
	statements INTEGER NOT NULL, 
	document VARCHAR(16) NOT NULL, 
	PRIMARY KEY (entity)
);

CREATE TABLE rank (
	layer TEXT NOT NULL, 
	first INTEGER NOT NULL, 
	second INTEGER NOT NULL, 
	id VARCHAR(16) NOT NULL, 
	PRIMARY KEY (layer, first, second, id)
)
 WITHOUT ROWID;

CREATE INDEX rank_id ON rank (layer, id);

CREATE VIRTUAL TABLE search USING fts5(document UNINDEXED, text, tokenize = 'unicode61 remove_diacritics 2');

CREATE INDEX profile_office ON profile (json_extract(json, '$.office.country'), entity) WHERE json_extract(json, '$.office.title') IS NOT NULL;

CREATE INDEX document_text ON document (text_sha256);

CREATE INDEX record_attribution_act ON record (json_extract(json, '$.act'), document, id) WHERE layer = 'attribution';

CREATE INDEX record_event_type ON record (json_extract(json, '$.type'), document, id) WHERE layer = 'event';

CREATE INDEX record_cluster_type ON record (json_extract(json, '$.type'), document, id) WHERE layer = 'cluster';

CREATE INDEX record_claim_relation ON record (json_extract(json, '$.relation'), document, id) WHERE layer = 'claim';

CREATE TRIGGER upkeep_rank_in AFTER INSERT ON record FOR EACH ROW WHEN (NEW.layer = 'cluster' OR NEW.layer = 'story' OR NEW.layer = 'claim') BEGIN INSERT INTO rank 
    SELECT NEW.layer,
        CASE NEW.layer
            WHEN 'cluster' THEN -CAST(json_extract(NEW.json, '$.reports') AS INTEGER)
            WHEN 'story' THEN -json_array_length(NEW.json, '$.documents')
            ELSE -CAST(json_extract(NEW.json, '$.origins') AS INTEGER) END,
        CASE NEW.layer WHEN 'claim' THEN -CAST(json_extract(NEW.json, '$.carriers') AS INTEGER) ELSE 0 END,
        NEW.id WHERE true ON CONFLICT DO NOTHING; END;

CREATE TRIGGER upkeep_rank_out AFTER DELETE ON record FOR EACH ROW WHEN (OLD.layer = 'cluster' OR OLD.layer = 'story' OR OLD.layer = 'claim') BEGIN DELETE FROM rank WHERE layer = OLD.layer AND id = OLD.id; END;

CREATE TRIGGER upkeep_rank_changed AFTER UPDATE OF json ON record FOR EACH ROW WHEN (NEW.layer = 'cluster' OR NEW.layer = 'story' OR NEW.layer = 'claim') BEGIN DELETE FROM rank WHERE layer = OLD.layer AND id = OLD.id; INSERT INTO rank 
    SELECT NEW.layer,
        CASE NEW.layer
            WHEN 'cluster' THEN -CAST(json_extract(NEW.json, '$.reports') AS INTEGER)
            WHEN 'story' THEN -json_array_length(NEW.json, '$.documents')
            ELSE -CAST(json_extract(NEW.json, '$.origins') AS INTEGER) END,
        CASE NEW.layer WHEN 'claim' THEN -CAST(json_extract(NEW.json, '$.carriers') AS INTEGER) ELSE 0 END,
        NEW.id WHERE true ON CONFLICT DO NOTHING; END;

CREATE TRIGGER upkeep_name_in AFTER INSERT ON record FOR EACH ROW WHEN NEW.layer = 'entity' BEGIN INSERT INTO name (name) 
    SELECT json_extract(NEW.json, '$.name') AS name UNION
    SELECT value FROM json_each(NEW.json, '$.aliases') WHERE true ON CONFLICT DO NOTHING; INSERT INTO bearer SELECT name.id, NEW.id FROM name WHERE name.name IN (
    SELECT json_extract(NEW.json, '$.name') AS name UNION
    SELECT value FROM json_each(NEW.json, '$.aliases')) ON CONFLICT DO NOTHING; END;

CREATE TRIGGER upkeep_name_out AFTER DELETE ON record FOR EACH ROW WHEN OLD.layer = 'entity' BEGIN DELETE FROM bearer WHERE entity = OLD.id; END;

CREATE TRIGGER upkeep_name_changed AFTER UPDATE OF json ON record FOR EACH ROW WHEN NEW.layer = 'entity' BEGIN DELETE FROM bearer WHERE entity = OLD.id; INSERT INTO name (name) 
    SELECT json_extract(NEW.json, '$.name') AS name UNION
    SELECT value FROM json_each(NEW.json, '$.aliases') WHERE true ON CONFLICT DO NOTHING; INSERT INTO bearer SELECT name.id, NEW.id FROM name WHERE name.name IN (
    SELECT json_extract(NEW.json, '$.name') AS name UNION
    SELECT value FROM json_each(NEW.json, '$.aliases')) ON CONFLICT DO NOTHING; END;

CREATE TRIGGER upkeep_fact_in AFTER INSERT ON record FOR EACH ROW WHEN NEW.layer IN ('article', 'dating') BEGIN UPDATE shelf SET outlet = (SELECT NULLIF(json_extract(json, '$.outlet'), '') FROM record WHERE record.document = shelf.document AND layer = 'article' LIMIT 1), earliest = COALESCE((SELECT NULLIF(json_extract(json, '$.published'), '') FROM record WHERE record.document = shelf.document AND layer = 'article' LIMIT 1), (SELECT NULLIF(json_extract(json, '$.earliest'), '') FROM record WHERE record.document = shelf.document AND layer = 'dating' LIMIT 1)), latest = COALESCE((SELECT NULLIF(json_extract(json, '$.published'), '') FROM record WHERE record.document = shelf.document AND layer = 'article' LIMIT 1), (SELECT NULLIF(json_extract(json, '$.latest'), '') FROM record WHERE record.document = shelf.document AND layer = 'dating' LIMIT 1)) WHERE document = NEW.document; END;

CREATE TRIGGER upkeep_fact_out AFTER DELETE ON record FOR EACH ROW WHEN OLD.layer IN ('article', 'dating') BEGIN UPDATE shelf SET outlet = (SELECT NULLIF(json_extract(json, '$.outlet'), '') FROM record WHERE record.document = shelf.document AND layer = 'article' LIMIT 1), earliest = COALESCE((SELECT NULLIF(json_extract(json, '$.published'), '') FROM record WHERE record.document = shelf.document AND layer = 'article' LIMIT 1), (SELECT NULLIF(json_extract(json, '$.earliest'), '') FROM record WHERE record.document = shelf.document AND layer = 'dating' LIMIT 1)), latest = COALESCE((SELECT NULLIF(json_extract(json, '$.published'), '') FROM record WHERE record.document = shelf.document AND layer = 'article' LIMIT 1), (SELECT NULLIF(json_extract(json, '$.latest'), '') FROM record WHERE record.document = shelf.document AND layer = 'dating' LIMIT 1)) WHERE document = OLD.document; END;

CREATE TRIGGER upkeep_fact_changed AFTER UPDATE OF json ON record FOR EACH ROW WHEN NEW.layer IN ('article', 'dating') BEGIN UPDATE shelf SET outlet = (SELECT NULLIF(json_extract(json, '$.outlet'), '') FROM record WHERE record.document = shelf.document AND layer = 'article' LIMIT 1), earliest = COALESCE((SELECT NULLIF(json_extract(json, '$.published'), '') FROM record WHERE record.document = shelf.document AND layer = 'article' LIMIT 1), (SELECT NULLIF(json_extract(json, '$.earliest'), '') FROM record WHERE record.document = shelf.document AND layer = 'dating' LIMIT 1)), latest = COALESCE((SELECT NULLIF(json_extract(json, '$.published'), '') FROM record WHERE record.document = shelf.document AND layer = 'article' LIMIT 1), (SELECT NULLIF(json_extract(json, '$.latest'), '') FROM record WHERE record.document = shelf.document AND layer = 'dating' LIMIT 1)) WHERE document = OLD.document; UPDATE shelf SET outlet = (SELECT NULLIF(json_extract(json, '$.outlet'), '') FROM record WHERE record.document = shelf.document AND layer = 'article' LIMIT 1), earliest = COALESCE((SELECT NULLIF(json_extract(json, '$.published'), '') FROM record WHERE record.document = shelf.document AND layer = 'article' LIMIT 1), (SELECT NULLIF(json_extract(json, '$.earliest'), '') FROM record WHERE record.document = shelf.document AND layer = 'dating' LIMIT 1)), latest = COALESCE((SELECT NULLIF(json_extract(json, '$.published'), '') FROM record WHERE record.document = shelf.document AND layer = 'article' LIMIT 1), (SELECT NULLIF(json_extract(json, '$.latest'), '') FROM record WHERE record.document = shelf.document AND layer = 'dating' LIMIT 1)) WHERE document = NEW.document; END;

CREATE TRIGGER upkeep_tally_in AFTER INSERT ON record FOR EACH ROW WHEN (NEW.document IS NULL OR EXISTS (SELECT 1 FROM shelf WHERE shelf.document = NEW.document)) BEGIN INSERT INTO tally VALUES (NEW.layer, 1) ON CONFLICT (layer) DO UPDATE SET records = tally.records + excluded.records; END;

CREATE TRIGGER upkeep_tally_out AFTER DELETE ON record FOR EACH ROW WHEN (OLD.document IS NULL OR EXISTS (SELECT 1 FROM shelf WHERE shelf.document = OLD.document)) BEGIN INSERT INTO tally VALUES (OLD.layer, -1) ON CONFLICT (layer) DO UPDATE SET records = tally.records + excluded.records; END;

CREATE TRIGGER upkeep_document_in AFTER INSERT ON document FOR EACH ROW WHEN NEW.superseded_by IS NULL BEGIN INSERT INTO shelf (document, ref) VALUES (NEW.id, NEW.ref) ON CONFLICT DO NOTHING; END;

CREATE TRIGGER upkeep_document_back AFTER UPDATE OF superseded_by ON document FOR EACH ROW WHEN NEW.superseded_by IS NULL AND OLD.superseded_by IS NOT NULL BEGIN INSERT INTO shelf (document, ref) VALUES (NEW.id, NEW.ref) ON CONFLICT DO NOTHING; UPDATE shelf SET outlet = (SELECT NULLIF(json_extract(json, '$.outlet'), '') FROM record WHERE record.document = shelf.document AND layer = 'article' LIMIT 1), earliest = COALESCE((SELECT NULLIF(json_extract(json, '$.published'), '') FROM record WHERE record.document = shelf.document AND layer = 'article' LIMIT 1), (SELECT NULLIF(json_extract(json, '$.earliest'), '') FROM record WHERE record.document = shelf.document AND layer = 'dating' LIMIT 1)), latest = COALESCE((SELECT NULLIF(json_extract(json, '$.published'), '') FROM record WHERE record.document = shelf.document AND layer = 'article' LIMIT 1), (SELECT NULLIF(json_extract(json, '$.latest'), '') FROM record WHERE record.document = shelf.document AND layer = 'dating' LIMIT 1)) WHERE document = NEW.id; UPDATE tally SET records = records + (SELECT count(*) FROM record WHERE record.document = NEW.id AND record.layer = tally.layer); END;

CREATE TRIGGER upkeep_document_out AFTER UPDATE OF superseded_by ON document FOR EACH ROW WHEN NEW.superseded_by IS NOT NULL AND OLD.superseded_by IS NULL BEGIN UPDATE tally SET records = records - (SELECT count(*) FROM record WHERE record.document = NEW.id AND record.layer = tally.layer); DELETE FROM shelf WHERE document = NEW.id; END;

CREATE TRIGGER upkeep_shelf_in AFTER INSERT ON shelf FOR EACH ROW WHEN true BEGIN INSERT INTO tally VALUES ('document', 1) ON CONFLICT (layer) DO UPDATE SET records = tally.records + excluded.records; END;

CREATE TRIGGER upkeep_shelf_out AFTER DELETE ON shelf FOR EACH ROW WHEN true BEGIN INSERT INTO tally VALUES ('document', -1) ON CONFLICT (layer) DO UPDATE SET records = tally.records + excluded.records; END;

CREATE TRIGGER upkeep_member_in AFTER INSERT ON member FOR EACH ROW WHEN EXISTS (SELECT 1 FROM profile WHERE profile.id = NEW.profile AND profile.entity IS NOT NULL) BEGIN INSERT INTO tally VALUES ('identity', 1) ON CONFLICT (layer) DO UPDATE SET records = tally.records + excluded.records; END;

CREATE TRIGGER upkeep_member_out AFTER DELETE ON member FOR EACH ROW WHEN EXISTS (SELECT 1 FROM profile WHERE profile.id = OLD.profile AND profile.entity IS NOT NULL) BEGIN INSERT INTO tally VALUES ('identity', -1) ON CONFLICT (layer) DO UPDATE SET records = tally.records + excluded.records; END;

CREATE TRIGGER upkeep_known_in AFTER INSERT ON member FOR EACH ROW WHEN NEW.profile IS NOT NULL BEGIN DELETE FROM bearer WHERE entity = NEW.entity; END;

CREATE TRIGGER upkeep_known_out AFTER DELETE ON member FOR EACH ROW WHEN OLD.profile IS NOT NULL BEGIN INSERT INTO bearer SELECT name.id, record.id FROM record JOIN name ON name.name IN (
    SELECT json_extract(record.json, '$.name') AS name UNION
    SELECT value FROM json_each(record.json, '$.aliases')) WHERE record.layer = 'entity' AND record.id = OLD.entity ON CONFLICT DO NOTHING; END;

CREATE TRIGGER upkeep_named AFTER UPDATE OF entity ON profile FOR EACH ROW WHEN OLD.entity IS NULL AND NEW.entity IS NOT NULL BEGIN INSERT INTO tally VALUES ('identity', (SELECT count(*) FROM member WHERE member.profile = NEW.id)) ON CONFLICT (layer) DO UPDATE SET records = tally.records + excluded.records; END;

CREATE TRIGGER upkeep_settled AFTER DELETE ON unsettled FOR EACH ROW WHEN true BEGIN DELETE FROM standing WHERE entity IN (SELECT entity FROM profile WHERE block = OLD.block); 
    INSERT INTO standing
    SELECT profile.entity, count(DISTINCT member.document), sum(member.mentions), sum(member.statements),
        min(member.document)
    FROM profile JOIN member ON member.profile = profile.id
    WHERE profile.entity IN (SELECT entity FROM profile WHERE block = OLD.block) GROUP BY profile.entity; END;

CREATE TRIGGER upkeep_entity_out AFTER DELETE ON record FOR EACH ROW WHEN OLD.layer = 'entity' AND OLD.document IS NULL BEGIN DELETE FROM standing WHERE entity = OLD.id; END;

CREATE TRIGGER upkeep_standing_in AFTER INSERT ON standing FOR EACH ROW WHEN true BEGIN INSERT INTO rank VALUES ('entity', -NEW.articles, -NEW.mentions, NEW.entity) ON CONFLICT DO NOTHING; END;

CREATE TRIGGER upkeep_standing_out AFTER DELETE ON standing FOR EACH ROW WHEN true BEGIN DELETE FROM rank WHERE layer = 'entity' AND id = OLD.entity; END;

INSERT INTO store_version VALUES (9);

INSERT INTO tally VALUES ('document', 0);

INSERT INTO tally VALUES ('identity', 0);
