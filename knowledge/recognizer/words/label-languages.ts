/**
 * What Event Viewer's labels are called in the languages beside English, German, French and Spanish: Windows 2000 to 2003 first,
 * then Windows Vista and later. In each row: Italian, Portuguese, Dutch, Swedish, Danish, Norwegian, Finnish, Polish, Czech,
 * Hungarian, Turkish, Russian, Greek, Japanese, Chinese (simplified, traditional), Korean. Labels that several share stand once.
 * "Data" is left out: it is a date in some and the bytes of the event in others, and its value tells which.
 */
export const OTHER_LANGUAGES = {
  id: [
    ...['id evento', 'identificação do evento', 'id do evento', 'gebeurtenis-id', 'gebeurtenis id', 'händelse-id'],
    ...['hændelses-id', 'hendelses-id', 'tapahtuman tunnus', 'tapahtumatunnus', 'identyfikator zdarzenia'],
    ...['id události', 'eseményazonosító', 'olay kimliği', 'код события', 'αναγνωριστικό συμβάντος'],
    ...['イベント id', '事件 id', '事件识别码', '事件識別碼', '이벤트 id'],
  ],
  source: [
    ...['origine evento', 'origine', 'fonte de evento', 'fonte do evento', 'origem do evento', 'origem', 'fonte'],
    ...['bron van gebeurtenis', 'bron', 'händelsekälla', 'källa', 'hændelseskilde', 'hendelseskilde', 'kilde'],
    ...[
      'tapahtuman lähde',
      'lähde',
      'źródło zdarzenia',
      'źródło',
      'zdroj události',
      'zdroj',
      'eseményforrás',
      'forrás',
    ],
    ...['olay kaynağı', 'kaynak', 'источник события', 'источник', 'προέλευση συμβάντος', 'προέλευση'],
    ...['イベント ソース', 'ソース', '事件来源', '来源', '事件來源', '來源', '이벤트 원본', '원본'],
  ],
  severity: [
    ...['tipo evento', 'livello', 'nível', 'type gebeurtenis', 'niveau', 'händelsetyp', 'nivå', 'hændelsestype'],
    ...['hendelsestype', 'tapahtuman tyyppi', 'taso', 'typ zdarzenia', 'poziom', 'typ události', 'úroveň'],
    ...['eseménytípus', 'szint', 'olay türü', 'düzey', 'тип события', 'уровень', 'τύπος συμβάντος', 'επίπεδο'],
    ...['イベントの種類', 'レベル', '事件类型', '级别', '事件類型', '層級', '이벤트 형식', '수준'],
  ],
  category: [
    ...['categoria evento', 'categoria attività', 'categoria do evento', 'categoria da tarefa', 'taakcategorie'],
    ...['categorie van gebeurtenis', 'händelsekategori', 'aktivitetskategori', 'hændelseskategori', 'opgavekategori'],
    ...['hendelseskategori', 'oppgavekategori', 'tapahtuman luokka', 'tehtäväluokka', 'kategoria zdarzenia'],
    ...['kategoria zadania', 'kategorie události', 'kategorie úlohy', 'eseménykategória', 'feladatkategória'],
    ...['olay kategorisi', 'görev kategorisi', 'категория события', 'категория задачи', 'イベント カテゴリ'],
    ...['タスクのカテゴリ', '事件种类', '任务类别', '事件類別目錄', '工作類別', '이벤트 범주', '작업 범주'],
  ],
  date: ['dato', 'päivämäärä', 'dátum', 'tarih', 'дата', 'ημερομηνία', '日付', '日期', '날짜'],
  time: [
    ...['ora', 'tijd', 'tid', 'klokkeslæt', 'klokkeslett', 'aika', 'godzina', 'čas', 'idő', 'saat', 'время', 'ώρα'],
    ...['時刻', '时间', '時間', '시간'],
  ],
  user: [
    ...['utente', 'usuário', 'utilizador', 'gebruiker', 'användare', 'bruger', 'bruker', 'käyttäjä', 'użytkownik'],
    ...['uživatel', 'felhasználó', 'kullanıcı', 'пользователь', 'χρήστης', 'ユーザー', '用户', '使用者', '사용자'],
  ],
  computer: [
    ...['computador', 'dator', 'datamaskin', 'tietokone', 'komputer', 'počítač', 'számítógép', 'bilgisayar'],
    ...['компьютер', 'υπολογιστής', 'コンピュータ', 'コンピューター', '计算机', '電腦', '컴퓨터'],
  ],
  log: [
    ...['nome registro', 'nome do log', 'logboeknaam', 'loggnamn', 'logfilnavn', 'lokin nimi', 'nazwa dziennika'],
    ...[
      'název protokolu',
      'naplónév',
      'günlük adı',
      'имя журнала',
      'ログの名前',
      '日志名称',
      '記錄檔名稱',
      '로그 이름',
    ],
  ],
  description: [
    ...['descrizione', 'descrição', 'beschrijving', 'beskrivning', 'beskrivelse', 'kuvaus', 'opis', 'popis', 'leírás'],
    ...['açıklama', 'описание', 'περιγραφή', '説明', '描述', '설명'],
  ],
} as const;
